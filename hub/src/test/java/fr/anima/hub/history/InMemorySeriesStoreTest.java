package fr.anima.hub.history;

class InMemorySeriesStoreTest implements SeriesStoreSpecification {
  private final SeriesStore store = new InMemorySeriesStore();

  @Override
  public SeriesStore store() {
    return store;
  }
}
