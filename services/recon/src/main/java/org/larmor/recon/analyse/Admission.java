package org.larmor.recon.analyse;

import java.util.Optional;
import java.util.function.Function;
import org.larmor.core.domain.Contrast;
import org.larmor.core.domain.ScanTag;

/**
 * Whether a map is to be made of a picture. A scan that asks for one ({@code larmor.anomaly}) gets it or hears why not; one that asks
 * nothing gets it where its header names an anatomy that a model is for and a contrast, and else is passed over in silence.
 */
sealed interface Admission {
    String NONE = "none";
    String MAP = "map";
    String COUNTERPART = "counterpart";

    /** It waits for the other contrasts of its study. */
    record Taken(Contrast contrast) implements Admission {}

    /** Nobody asked. */
    record Ignored() implements Admission {}

    /** It was asked for and cannot be had; one line. */
    record Refused(String reason) implements Admission {}

    /** @param unfit why there is no model for an anatomy, one line; empty if there is */
    static Admission of(ScanTag tag, Function<String, String> unfit) {
        return switch (tag.anomaly()) {
            case NONE -> new Ignored();
            case MAP, COUNTERPART -> asked(tag, unfit);
            case "" -> {
                boolean known =
                        !tag.anatomy().isEmpty() && unfit.apply(tag.anatomy()).isEmpty();
                Optional<Contrast> contrast = Contrast.named(tag.contrast());
                yield known && contrast.isPresent() ? new Taken(contrast.get()) : new Ignored();
            }
            default ->
                new Refused("user parameter " + ScanTag.ANOMALY + " '" + tag.anomaly() + "' is none of " + NONE + ", "
                        + MAP + ", " + COUNTERPART);
        };
    }

    private static Admission asked(ScanTag tag, Function<String, String> unfit) {
        String reason = unfit.apply(tag.anatomy());
        if (!reason.isEmpty()) {
            return new Refused(reason);
        }
        if (tag.contrast().isEmpty()) {
            return new Refused("its header names no contrast: user parameter " + ScanTag.CONTRAST + " may be "
                    + Contrast.labels());
        }
        return Contrast.named(tag.contrast())
                .<Admission>map(Taken::new)
                .orElseGet(() -> new Refused("the contrast '" + tag.contrast() + "' is none of " + Contrast.labels()));
    }
}
