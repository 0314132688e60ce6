package fr.anima.hub.photos;

import java.util.Locale;

/** Why bytes are not taken as a photo, now or ever; the words say what to do. */
enum Flaw {
  NOT_JPEG("this is no JPEG: send the photo as the page makes it"),
  CUT_OFF("the photo is cut off before its end: send it again, whole"),
  TOO_MANY_PIXELS("a photo has " + JpegOutline.MOST_PIXELS + " pixels at most: make it smaller"),
  TOO_MANY_SCANS("the photo is made of too many layers: save it as an ordinary JPEG"),
  UNREADABLE("the photo cannot be unpacked: take it again"),
  WRONG_HASH("these are not the bytes of that SHA-256: send the photo again");

  final String detail;

  Flaw(String detail) {
    this.detail = detail;
  }

  /** The stable name of the problem. */
  String word() {
    return "photo-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
