package org.larmor.load;

/** Says what {@code load-tests/measure --check} compares with {@code load-tests/ratios.yaml}: two things of one run over each other. */
public final class Ratio {
    private Ratio() {}

    /** @param name as in the file */
    public static void tell(String name, double value) {
        System.out.printf(java.util.Locale.ROOT, "ratio %s: %.3f%n", name, value);
    }
}
