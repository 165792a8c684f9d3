package org.larmor.core.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How tissues of the head are told apart in a picture. */
public enum Contrast {
    /** T1-weighted, no contrast agent. */
    T1,
    /** T1-weighted after a contrast agent. */
    T1C,
    /** T2-weighted. */
    T2,
    /** T2-weighted, liquor dark. */
    FLAIR;

    /** As users and files write it: {@code t1, t1c, t2, flair}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All labels, for messages. */
    public static String labels() {
        return Arrays.stream(values()).map(Contrast::label).collect(Collectors.joining(", "));
    }

    /** The contrast of that label, whatever its case; empty if there is none. */
    public static Optional<Contrast> named(String label) {
        return Arrays.stream(values())
                .filter(contrast -> contrast.label().equalsIgnoreCase(label))
                .findFirst();
    }

    /** @throws AnomalyRefusal if there is none; one line with those there are */
    public static Contrast of(String label) throws AnomalyRefusal {
        return named(label)
                .orElseThrow(() -> new AnomalyRefusal("the contrast '" + label + "' is none of " + labels()));
    }
}
