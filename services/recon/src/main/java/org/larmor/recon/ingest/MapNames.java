package org.larmor.recon.ingest;

import java.util.List;
import java.util.regex.Pattern;

/** The text beside a committed offset of pictures: maps that are with the broker although their records come again, newest kept. */
final class MapNames {
    /** Below Kafka's default limit of 4096 bytes; names are ASCII. */
    private static final int MOST = 4000;

    private static final Pattern MAP = Pattern.compile("([0-9a-f]{1,64})@([0-9]{1,18})");

    private MapNames() {}

    /** A map, and the offset of the last record of the partition that it was made of. */
    record Made(String name, long lastOffset) {}

    static String write(List<Made> maps) {
        StringBuilder text = new StringBuilder();
        for (Made map : maps.reversed()) {
            String name = map.name() + "@" + map.lastOffset();
            if (text.length() + name.length() + 1 > MOST) {
                break;
            }
            text.append(text.isEmpty() ? "" : " ").append(name);
        }
        return text.toString();
    }

    /** Whatever of the text is not of this form is left out: then those maps are only made again. */
    static List<Made> read(String text) {
        return MAP.matcher(text)
                .results()
                .map(found -> new Made(found.group(1), Long.parseLong(found.group(2))))
                .toList()
                .reversed();
    }
}
