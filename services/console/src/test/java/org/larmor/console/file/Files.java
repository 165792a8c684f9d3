package org.larmor.console.file;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.larmor.console.ScanSource;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.ScanEvent;

/** The small scan files of the tests, see make_files.py beside them. */
final class Files {
    private Files() {}

    static Path path(String name) {
        URL url = Objects.requireNonNull(Files.class.getResource("/scans/" + name), name);
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    static ScanSource open(String name) {
        return ScanFiles.open(ReplayOptions.of(path(name)));
    }

    static List<ScanEvent> events(ScanSource source) {
        List<ScanEvent> events = new ArrayList<>();
        source.events().forEachRemaining(events::add);
        return events;
    }

    static List<Readout> readouts(ScanSource source) {
        List<Readout> readouts = new ArrayList<>();
        for (ScanEvent event : events(source)) {
            if (event instanceof ScanEvent.ReadoutArrived arrived) {
                readouts.add(arrived.readout());
            }
        }
        return readouts;
    }
}
