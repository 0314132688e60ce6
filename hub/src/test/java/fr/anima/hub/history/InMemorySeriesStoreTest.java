package fr.anima.hub.history;

class InMemorySeriesStoreTest implements SeriesStoreSpecification {
  private final SeriesStore store = new InMemorySeriesStore(TestRules.at(TestRules.NOW));

  @Override
  public SeriesStore store() {
    return store;
  }
}
