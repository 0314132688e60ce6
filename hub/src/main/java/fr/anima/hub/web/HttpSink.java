package fr.anima.hub.web;

import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import java.util.Optional;

/**
 * What is written piece by piece over HTTP/1.1 or HTTP/2; headers go out with the first piece. Made
 * on the connection's own thread, used from any.
 */
final class HttpSink implements EventSink {
  private static final int UNREAD_BYTES = 64 * 1024;

  private final HttpServerResponse response;
  private final Map<String, String> headers;
  private boolean begun;
  private boolean closed;
  private Optional<Runnable> whenClosed = Optional.empty();

  HttpSink(HttpServerResponse response, Map<String, String> headers) {
    this.response = response;
    this.headers = headers;
    response.setWriteQueueMaxSize(UNREAD_BYTES);
    response.closeHandler(done -> closed());
    response.exceptionHandler(why -> closed());
  }

  @Override
  public boolean full() {
    return response.writeQueueFull();
  }

  @Override
  public synchronized void write(String frames) {
    if (closed || response.ended()) {
      return;
    }
    if (!begun) {
      begun = true;
      response.setStatusCode(200).setChunked(true);
      headers.forEach(response.headers()::set);
    }
    response.write(frames);
  }

  @Override
  public void onRoom(Runnable then) {
    response.drainHandler(done -> then.run());
  }

  @Override
  public void onClose(Runnable then) {
    boolean already;
    synchronized (this) {
      already = closed;
      whenClosed = Optional.of(then);
    }
    if (already) {
      then.run();
    }
  }

  @Override
  public synchronized void close() {
    if (!closed && !response.ended()) {
      response.end();
    }
  }

  private void closed() {
    Optional<Runnable> then;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      then = whenClosed;
    }
    then.ifPresent(Runnable::run);
  }
}
