package org.larmor.display.archive;

import java.nio.file.Path;

/** A scan's id as the name of a folder; no id leads elsewhere, and no two share one. */
final class ScanFolders {
    private static final String DOT = "%2E";

    private ScanFolders() {}

    static Path of(Path parent, String scanId) {
        return parent.resolve(scanId.startsWith(".") ? DOT + scanId.substring(1) : scanId);
    }

    static String scanId(Path folder) {
        String name = folder.getFileName().toString();
        return name.startsWith(DOT) ? "." + name.substring(DOT.length()) : name;
    }
}
