package org.larmor.display.series;

import java.util.Locale;
import org.larmor.core.domain.Stage;

/** The series that a scan becomes. Their order numbers them in every archive, so it never changes; further ones go to the end. */
public enum Series {
    /** The last picture of each image. */
    PICTURES("reconstructed picture"),
    /** The standard deviation of their pixels. */
    DEVIATIONS("standard deviation of the pixels"),
    /** The frames of cines that are to be shown, measured and synthesised. */
    FRAMES("frames of the cine"),
    /** Previews, a series a stage. */
    ZERO_FILLED("preview, zero-filled"),
    SENSE("preview, SENSE"),
    COARSE("preview, coarse"),
    REFINED("preview, refined"),
    /** Where pictures differ from the nearest healthy ones that a model knows. */
    ANOMALIES("anomaly map, not for diagnosis"),
    /** Those healthy ones. */
    COUNTERPARTS("healthy counterpart, by a model");

    private final String description;

    Series(String description) {
        this.description = description;
    }

    /** The series of a stage's previews. */
    static Series previews(Stage stage) {
        return switch (stage) {
            case ZERO_FILLED -> ZERO_FILLED;
            case SENSE -> SENSE;
            case COARSE -> COARSE;
            case REFINED -> REFINED;
        };
    }

    /** From 0 on. */
    public int number() {
        return ordinal();
    }

    /** In names of files and in unique identifiers: {@code pictures}, {@code zero-filled}, ... */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For a person. */
    public String description() {
        return description;
    }

    /** Whether later images replace earlier ones of the same index while the scan goes on. */
    public boolean isPreview() {
        return ordinal() >= ZERO_FILLED.ordinal() && ordinal() <= REFINED.ordinal();
    }

    /** Whether it is an anomaly map or belongs to one: it comes when its scan may long be over, and in revisions. */
    public boolean isOfMap() {
        return this == ANOMALIES || this == COUNTERPARTS;
    }
}
