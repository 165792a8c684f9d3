package org.larmor.app.cli;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Numbers as people write them. */
public final class Numbers {
    private Numbers() {}

    /** So many things: 1 slice, 2 slices. */
    public static String of(int count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }

    /** At most two digits after the point, and none that say nothing: 4, 3.1, 2.25. */
    public static String plain(double value) {
        return new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }
}
