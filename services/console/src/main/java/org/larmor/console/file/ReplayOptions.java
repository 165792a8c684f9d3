package org.larmor.console.file;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.larmor.console.privacy.Pseudonyms;

/**
 * What a person asks of {@code larmor replay}.
 *
 * @param scanId the scan's name, or null for one made of the file's content
 * @param undersampling which lines of a fastMRI file to keep, or null for all that are there
 * @param pseudonyms other names for study and series
 */
public record ReplayOptions(
        Path file, @Nullable String scanId, @Nullable Undersampling undersampling, Pseudonyms pseudonyms) {
    /** With pseudonyms that are forgotten with this process. */
    public ReplayOptions(Path file, @Nullable String scanId, @Nullable Undersampling undersampling) {
        this(file, scanId, undersampling, Pseudonyms.PASSING);
    }

    public static ReplayOptions of(Path file) {
        return new ReplayOptions(file, null, null);
    }
}
