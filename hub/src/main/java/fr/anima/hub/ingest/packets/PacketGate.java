package fr.anima.hub.ingest.packets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Stands before the decoder and lets whole, well-formed packets through. What is none goes no
 * further, and nothing behind it does: before CONNECT the connection is closed here, later whoever
 * holds it is told.
 */
public final class PacketGate extends ByteToMessageDecoder {
  /** The most a client may send before it is known, in bytes. */
  static final int CONNECT_BYTES = 1024;

  private static final int LENGTH_BYTES = 4;

  private static final int CONNACK = 0x20;
  private static final int DISCONNECT = 0xE0;

  private final int mostBytes;
  private final Runnable onAccepted;
  private int version;
  private boolean accepted;
  private boolean shut;

  /** For one connection, whose packets may have so many bytes; tells when it is accepted. */
  public PacketGate(int mostBytes, Runnable onAccepted) {
    this.mostBytes = mostBytes;
    this.onAccepted = onAccepted;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    context.pipeline().addAfter(context.name(), "connack", new Verdict(context));
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (shut) {
      in.skipBytes(in.readableBytes());
      return;
    }
    if (version != 0 && !accepted) {
      return;
    }
    try {
      int length = wholePacket(in);
      if (length > 0) {
        shut = in.getUnsignedByte(in.readerIndex()) == DISCONNECT;
        out.add(in.readRetainedSlice(length));
      }
    } catch (PacketFlaw flaw) {
      shut = true;
      in.skipBytes(in.readableBytes());
      refuse(context, flaw);
    }
  }

  /** How many bytes the packet has that begins here, or 0 when it is not all there yet. */
  private int wholePacket(ByteBuf in) throws PacketFlaw {
    int start = in.readerIndex();
    int first = in.getUnsignedByte(start);
    PacketRules.type(first, version != 0);
    int digits = 0;
    int length = 0;
    int digit;
    do {
      if (digits == LENGTH_BYTES) {
        throw PacketFlaw.malformed("a packet's length of more than four bytes");
      }
      if (in.readableBytes() < 2 + digits) {
        return 0;
      }
      digit = in.getUnsignedByte(start + 1 + digits);
      length |= (digit & 0x7F) << (7 * digits);
      digits++;
    } while (digit >= 0x80);
    int from = 1 + digits;
    int most = version == 0 ? CONNECT_BYTES : mostBytes;
    if (from + length > most) {
      throw new PacketFlaw(
          PacketFlaw.Kind.PACKET_TOO_LARGE, "a packet of more than " + most + " bytes");
    }
    if (in.readableBytes() < from + length) {
      return 0;
    }
    check(first, in, start + from, start + from + length);
    return from + length;
  }

  private void check(int first, ByteBuf in, int from, int end) throws PacketFlaw {
    if (version == 0) {
      version = PacketRules.connect(in, from, end);
    } else {
      PacketRules.check(first, in, from, end, version);
    }
  }

  /** Only a client of MQTT 5 names a method to authenticate, and only it can be told why not. */
  private void refuse(ChannelHandlerContext context, PacketFlaw flaw) {
    if (version != 0) {
      context.fireExceptionCaught(flaw);
    } else if (flaw.kind() == PacketFlaw.Kind.BAD_AUTHENTICATION_METHOD) {
      byte[] connack = {0x20, 3, 0, (byte) flaw.kind().code(), 0};
      context
          .writeAndFlush(Unpooled.wrappedBuffer(connack))
          .addListener(ChannelFutureListener.CLOSE);
    } else {
      context.close();
    }
  }

  /**
   * Sees what goes out: nothing behind a CONNECT is looked at before its CONNACK, and nothing at
   * all behind a refusal or an end.
   */
  private final class Verdict extends ChannelOutboundHandlerAdapter {
    private final ChannelHandlerContext gate;

    Verdict(ChannelHandlerContext gate) {
      this.gate = gate;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      if (message instanceof ByteBuf packet && packet.isReadable()) {
        switch (packet.getUnsignedByte(packet.readerIndex())) {
          case CONNACK -> decided(context, code(packet) == 0);
          case DISCONNECT -> shut = true;
          default -> {}
        }
      }
      context.write(message, promise);
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
      shut = true;
      context.close(promise);
    }

    private void decided(ChannelHandlerContext context, boolean well) {
      accepted = well;
      shut = !well;
      if (well) {
        onAccepted.run();
      }
      if (actualReadableBytes() > 0) {
        context.executor().execute(this::lookAgain);
      }
    }

    private int code(ByteBuf connack) {
      int at = connack.readerIndex() + 1;
      while (connack.getUnsignedByte(at) >= 0x80) {
        at++;
      }
      return connack.getUnsignedByte(at + 2);
    }

    private void lookAgain() {
      try {
        channelRead(gate, Unpooled.EMPTY_BUFFER);
      } catch (Exception unexpected) {
        gate.fireExceptionCaught(unexpected);
      }
    }
  }
}
