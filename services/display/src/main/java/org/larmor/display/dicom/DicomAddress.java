package org.larmor.display.dicom;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A node: {@code dicom://AET@host:port}.
 *
 * @param title its application entity title, 1 to 16 characters
 */
public record DicomAddress(String title, String host, int port) {
    private static final Pattern FORM =
            Pattern.compile("dicom://([^@\\\\/]{1,16})@(\\[[0-9a-fA-F:.]+]|[^:/@]+):(\\d{1,5})/?");

    /** @throws IllegalArgumentException if it is none, in one line */
    public static DicomAddress parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > 65_535) {
            throw new IllegalArgumentException("'" + text + "' is not dicom://AET@host:port");
        }
        return new DicomAddress(matcher.group(1), matcher.group(2), Integer.parseInt(matcher.group(3)));
    }

    @Override
    public String toString() {
        return "dicom://" + title + "@" + host + ":" + port;
    }
}
