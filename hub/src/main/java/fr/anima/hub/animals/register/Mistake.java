package fr.anima.hub.animals.register;

/**
 * What makes no sense in a form.
 *
 * @param pointer JSON pointer of the field to mend
 */
record Mistake(String pointer, String detail) {}
