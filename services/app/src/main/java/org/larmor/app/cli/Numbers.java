package org.larmor.app.cli;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Numbers as people write them. */
public final class Numbers {
    private Numbers() {}

    /** At most two digits after the point, and none that say nothing: 4, 3.1, 2.25. */
    public static String plain(double value) {
        return new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }
}
