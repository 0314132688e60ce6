package fr.anima.hub.orders;

import fr.anima.hub.database.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A database in which one statement of every transaction fails after it was carried out. */
final class FaultyDatabase {
  private final Pool real;
  private final AtomicInteger fault = new AtomicInteger();
  private final AtomicInteger statements = new AtomicInteger();

  FaultyDatabase(Database real) {
    this.real = (Pool) real.client();
  }

  /** The n-th statement of the next transaction fails. */
  void failAt(int statement) {
    fault.set(statement);
    statements.set(0);
  }

  Database database() {
    return new Database(
        proxy(
            Pool.class,
            (method, arguments) ->
                method.getName().equals("withTransaction") && arguments.length == 1
                    ? real.withTransaction(work(arguments[0]))
                    : invoke(method, real, arguments)));
  }

  @SuppressWarnings("unchecked")
  private Function<SqlConnection, Future<Object>> work(Object work) {
    return connection ->
        ((Function<SqlConnection, Future<Object>>) work)
            .apply(
                proxy(
                    SqlConnection.class,
                    (method, arguments) -> {
                      Object query = invoke(method, connection, arguments);
                      return method.getName().toLowerCase(java.util.Locale.ROOT).endsWith("query")
                          ? counted(method.getReturnType(), query)
                          : query;
                    }));
  }

  private <T> Object counted(Class<T> type, Object query) {
    return proxy(
        type,
        (method, arguments) -> {
          Object result = invoke(method, query, arguments);
          boolean fails =
              method.getName().startsWith("execute") && statements.incrementAndGet() == fault.get();
          return fails
              ? ((Future<?>) result)
                  .compose(it -> Future.failedFuture(new IllegalStateException("the fault")))
              : result;
        });
  }

  private static Object invoke(Method method, Object on, Object[] arguments) throws Throwable {
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException why) {
      throw why.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, Answering answering) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                answering.answer(method, arguments == null ? new Object[0] : arguments)));
  }

  private interface Answering {
    Object answer(Method method, Object[] arguments) throws Throwable;
  }
}
