package org.larmor.console.file;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks of {@code larmor replay}.
 *
 * @param scanId the scan's name, or null for one made of the file's name and content
 * @param undersampling which lines of a fastMRI file to keep, or null for all that are there
 */
public record ReplayOptions(
        Path file, @Nullable String scanId, @Nullable Undersampling undersampling) {
    public static ReplayOptions of(Path file) {
        return new ReplayOptions(file, null, null);
    }
}
