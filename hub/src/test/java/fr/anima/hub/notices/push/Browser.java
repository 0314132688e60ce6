package fr.anima.hub.notices.push;

import fr.anima.hub.notices.push.Phone.Keys;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The other end of Web Push, written from RFC 8291, 8188 and 8292 with the JDK alone. */
public final class Browser {
  private static final int POINT = 65;
  private static final int HALF = 32;

  private final PrivateKey key;
  private final byte[] point;
  private final byte[] secret;

  private Browser(PrivateKey key, byte[] point, byte[] secret) {
    this.key = key;
    this.point = point;
    this.secret = secret;
  }

  /** One that has just subscribed; the secret is the seed's own. */
  public static Browser subscribed(int seed) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      byte[] secret = new byte[16];
      Arrays.fill(secret, (byte) seed);
      return new Browser(pair.getPrivate(), point((ECPublicKey) pair.getPublic()), secret);
    } catch (GeneralSecurityException why) {
      throw new AssertionError(why);
    }
  }

  /** One whose keys are known. */
  static Browser of(String key, String point, String secret) throws GeneralSecurityException {
    PrivateKey own =
        KeyFactory.getInstance("EC")
            .generatePrivate(new ECPrivateKeySpec(new BigInteger(1, bytes(key)), curve()));
    return new Browser(own, bytes(point), bytes(secret));
  }

  /** What its page tells the hub of it. */
  public JsonObject subscription(String endpoint, String name) {
    return new JsonObject()
        .put("endpoint", endpoint)
        .put("agreement", text(point))
        .put("secret", text(secret))
        .put("name", name);
  }

  Keys keys() {
    return new Keys(text(point), text(secret));
  }

  /** Opens a message of one record: salt, size, the sender's point, then what is sealed. */
  public String open(byte[] message) {
    try {
      byte[] salt = Arrays.copyOf(message, 16);
      int length = message[20];
      byte[] sender = Arrays.copyOfRange(message, 21, 21 + length);
      byte[] sealed = Arrays.copyOfRange(message, 21 + length, message.length);
      KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
      agreement.init(key);
      agreement.doPhase(publicKey(sender), true);
      byte[] info = join("WebPush: info\0".getBytes(StandardCharsets.US_ASCII), point, sender);
      byte[] input = expand(hmac(secret, agreement.generateSecret()), info, HALF);
      byte[] extracted = hmac(salt, input);
      byte[] content = expand(extracted, ascii("Content-Encoding: aes128gcm\0"), 16);
      byte[] nonce = expand(extracted, ascii("Content-Encoding: nonce\0"), 12);
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE, new SecretKeySpec(content, "AES"), new GCMParameterSpec(128, nonce));
      byte[] padded = cipher.doFinal(sealed);
      int end = padded.length - 1;
      while (padded[end] == 0) {
        end--;
      }
      return new String(padded, 0, end, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException why) {
      throw new AssertionError(why);
    }
  }

  /** What a push service reads of us: the claims, when the signature is of the key beside them. */
  public static String claims(String authorization, String expectedKey) {
    String[] parts = authorization.replaceFirst("^vapid ", "").split(",\\s*", -1);
    String token = value(parts, "t=");
    if (!value(parts, "k=").equals(expectedKey)) {
      throw new AssertionError("another key: " + authorization);
    }
    String[] three = token.split("\\.", -1);
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initVerify(publicKey(bytes(expectedKey)));
      signature.update(ascii(three[0] + "." + three[1]));
      if (!signature.verify(bytes(three[2]))) {
        throw new AssertionError("not signed by that key");
      }
      return new String(bytes(three[1]), StandardCharsets.UTF_8);
    } catch (GeneralSecurityException why) {
      throw new AssertionError(why);
    }
  }

  private static String value(String[] parts, String name) {
    return Arrays.stream(parts)
        .filter(it -> it.startsWith(name))
        .map(it -> it.substring(name.length()))
        .findFirst()
        .orElseThrow();
  }

  private static PublicKey publicKey(byte[] point) throws GeneralSecurityException {
    BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + HALF));
    BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, 1 + HALF, POINT));
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curve()));
  }

  private static ECParameterSpec curve() throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    return parameters.getParameterSpec(ECParameterSpec.class);
  }

  private static byte[] point(ECPublicKey key) {
    return ByteBuffer.allocate(POINT)
        .put((byte) 4)
        .put(half(key.getW().getAffineX()))
        .put(half(key.getW().getAffineY()))
        .array();
  }

  private static byte[] half(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] half = new byte[HALF];
    int length = Math.min(bytes.length, HALF);
    System.arraycopy(bytes, bytes.length - length, half, HALF - length, length);
    return half;
  }

  /** HKDF's second step, for what is no longer than one hash. */
  private static byte[] expand(byte[] key, byte[] info, int length)
      throws GeneralSecurityException {
    return Arrays.copyOf(hmac(key, join(info, new byte[] {1})), length);
  }

  private static byte[] hmac(byte[] key, byte[] input) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(input);
  }

  private static byte[] join(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(it -> it.length).sum());
    Arrays.stream(parts).forEach(all::put);
    return all.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] bytes(String text) {
    return Base64.getUrlDecoder().decode(text);
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
