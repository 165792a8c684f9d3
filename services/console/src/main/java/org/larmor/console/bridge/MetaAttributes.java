package org.larmor.console.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** The attributes of an MRD image: names with one value or several, as the XML that the ISMRMRD library calls a meta container. */
final class MetaAttributes {
    private final StringBuilder xml = new StringBuilder("<ismrmrdMeta>");

    MetaAttributes put(String name, Object value) {
        return put(name, List.of(value));
    }

    MetaAttributes put(String name, List<?> values) {
        xml.append("<meta><name>").append(name).append("</name>");
        values.forEach(value -> xml.append("<value>").append(escaped(value)).append("</value>"));
        xml.append("</meta>");
        return this;
    }

    /** The same under the name that FIRE gives it and under the name that Gadgetron does. */
    MetaAttributes putBoth(String fire, String gadgetron, List<?> values) {
        return put(fire, values).put("GADGETRON_" + gadgetron, values);
    }

    byte[] encoded() {
        return (xml + "</ismrmrdMeta>").getBytes(UTF_8);
    }

    private static String escaped(Object value) {
        return value.toString()
                .replaceAll("\\p{Cntrl}", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
