package fr.anima.edge.sensors.gnss;

import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.SensorException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A receiver behind gpsd, asked by its JSON protocol over TCP (gpsd_json(5)). */
record Gpsd(String host, int port, double mostErrorMetres, Patience patience, FixDates dates)
    implements Receiver {
  /** Fields may be added within a major version, not change their meaning. */
  private static final int PROTOCOL = 3;

  /** The longest report seen, SKY, has 12 kB with 72 satellites. */
  private static final int LONGEST_LINE = 65_536;

  @Override
  public Hearing connect(LeftOut leftOut) throws IOException, SensorException {
    Socket socket = new Socket();
    try {
      int millis = (int) patience.answer().toMillis();
      socket.connect(new InetSocketAddress(host, port), millis);
      socket.setSoTimeout(millis);
      return new Connection(this, socket, leftOut).greet();
    } catch (IOException why) {
      socket.close();
      throw new SensorException(
          name() + " does not answer (" + why.getMessage() + "); is it installed and running?");
    } catch (SensorException why) {
      socket.close();
      throw why;
    }
  }

  @Override
  public String adviceWhenSilent() {
    return name() + " sends nothing that makes sense; restart it";
  }

  private String name() {
    return "gpsd at " + host + ":" + port;
  }

  private static final class Connection implements Hearing {
    private final Gpsd gpsd;
    private final Socket socket;
    private final InputStream bytes;
    private final LeftOut leftOut;
    private final GpsdFixes fixes;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean isAsked;
    private volatile long reportedNanos = System.nanoTime();

    Connection(Gpsd gpsd, Socket socket, LeftOut leftOut) throws IOException {
      this.gpsd = gpsd;
      this.socket = socket;
      this.bytes = new BufferedInputStream(socket.getInputStream());
      this.leftOut = leftOut;
      this.fixes = new GpsdFixes(gpsd.dates, gpsd.mostErrorMetres);
    }

    /** gpsd speaks first and says who it is; then it is asked to tell whatever it hears. */
    Connection greet() throws IOException, SensorException {
      Optional<GpsdReport> version = GpsdReport.parse(line());
      if (version.filter(it -> it.kind().equals("VERSION")).isEmpty()) {
        throw new SensorException(gpsd.name() + " is something else: it does not tell a version");
      }
      double protocol = version.get().number("proto_major").orElse(0);
      if (protocol != PROTOCOL) {
        throw new SensorException(
            String.format(
                "%s (release %s) speaks protocol %.0f, this agent reads %d; update the older one",
                gpsd.name(), version.get().text("release"), protocol, PROTOCOL));
      }
      say("?WATCH={\"enable\":true,\"json\":true};\n");
      return this;
    }

    @Override
    public List<Sample> next() throws IOException, SensorException {
      String text;
      try {
        text = line();
      } catch (SocketTimeoutException why) {
        return askWhetherItLives();
      }
      isAsked = false;
      Optional<GpsdReport> report = GpsdReport.parse(text);
      if (report.isEmpty()) {
        leftOut.note("lines of gpsd that are not JSON", 1);
        return List.of();
      }
      return understand(report.get());
    }

    private List<Sample> understand(GpsdReport report) throws SensorException {
      if (report.kind().equals("ERROR")) {
        throw new SensorException(gpsd.name() + " says: " + report.text("message"));
      }
      if (report.kind().equals("TPV") || report.kind().equals("SKY")) {
        reportedNanos = System.nanoTime();
      }
      long misdated = fixes.misdated();
      long unsure = fixes.unsure();
      List<Sample> told = fixes.take(report);
      leftOut.note("fixes with an impossible date", fixes.misdated() - misdated);
      leftOut.note("fixes less sure than most_error_metres", fixes.unsure() - unsure);
      return told;
    }

    /** gpsd is silent while its receiver is; a question tells that from a dead connection. */
    private List<Sample> askWhetherItLives() throws IOException, SensorException {
      if (isAsked) {
        throw new SensorException(gpsd.name() + " is connected and does not answer; restart it");
      }
      isAsked = true;
      say("?VERSION;\n");
      return List.of();
    }

    @Override
    public String complaint() {
      return System.nanoTime() - reportedNanos > gpsd.patience.silence().toNanos()
          ? gpsd.name()
              + " hears no receiver; check DEVICES in /etc/default/gpsd, and the receiver's wiring"
          : "";
    }

    private void say(String request) throws IOException {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    /** The next line; what was read of one before a timeout is kept for the next call. */
    private String line() throws IOException {
      for (int b = bytes.read(); b >= 0; b = bytes.read()) {
        if (b == '\n') {
          String text = line.toString(StandardCharsets.UTF_8);
          line.reset();
          return text;
        }
        // One past the longest is enough to be refused; the rest of an endless line is not kept.
        if (line.size() <= LONGEST_LINE) {
          line.write(b);
        }
      }
      throw new EOFException(gpsd.name() + " has closed the connection");
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
