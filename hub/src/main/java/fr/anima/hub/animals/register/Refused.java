package fr.anima.hub.animals.register;

import fr.anima.hub.web.Problem;

/** A wish that was not granted, on its way out of a transaction that must leave nothing. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Problem problem;

  Refused(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
