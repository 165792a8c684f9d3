package org.larmor.display.files;

/** ISMRMRD MetaAttributes: names with values, as XML in ASCII. */
final class MetaXml {
    private final StringBuilder xml = new StringBuilder("<ismrmrdMeta>");

    /** Adds a name; one whose only value is empty is left out. */
    MetaXml add(String name, Object... values) {
        if (values.length == 1 && values[0].toString().isEmpty()) {
            return this;
        }
        xml.append("<meta><name>").append(escaped(name)).append("</name>");
        for (Object value : values) {
            xml.append("<value>").append(escaped(value.toString())).append("</value>");
        }
        xml.append("</meta>");
        return this;
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '<' || c == '>' || c == '&' || c > '~') {
                safe.append("&#").append(c).append(';');
            } else {
                safe.appendCodePoint(c < ' ' ? ' ' : c);
            }
        });
        return safe.toString();
    }

    @Override
    public String toString() {
        return xml + "</ismrmrdMeta>";
    }
}
