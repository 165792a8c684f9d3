package org.larmor.app.results;

import java.util.Comparator;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.Stage;

/** A stage and the method that made it: one stage may be reached by two methods (SENSE, then l1-wavelet). */
public record StageName(Stage stage, String method) implements Comparable<StageName> {
    private static final String WAVELET = "l1-wavelet";
    private static final Comparator<StageName> ORDER = Comparator.comparing(StageName::stage)
            .thenComparing(name -> name.method().equals(WAVELET))
            .thenComparing(StageName::method);

    static StageName of(ReconImage image) {
        return new StageName(image.stage(), image.provenance().method());
    }

    /** The stage, and the method where that says more. */
    public String label() {
        boolean classic = stage == Stage.ZERO_FILLED || stage == Stage.SENSE;
        return classic ? method : stage.label();
    }

    @Override
    public int compareTo(StageName other) {
        return ORDER.compare(this, other);
    }
}
