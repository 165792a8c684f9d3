package org.larmor.recon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.larmor.core.domain.ScanStatus.State;

class ModelReloadIT {
    private static final int MOST_SCANS = 500;

    @TempDir
    private Path zoo;

    @Test
    void aRunningServiceTakesANewVersion() throws IOException {
        var files = new TestPackage(zoo);
        files.write("0.1");
        ReconConfig config = ReconConfigFile.parse("models: {zoo: " + zoo + ", device: cpu, reloadSeconds: 1}");
        try (var service = new ServiceUnderTest("reload", config)) {
            assertEquals("0.1", version(service, "before"));
            files.write("0.3");
            List<String> versions = new ArrayList<>();
            do {
                versions.add(version(service, "scan-" + versions.size()));
            } while (versions.getLast().equals("0.1") && versions.size() < MOST_SCANS);
            assertEquals("0.3", versions.getLast());
        }
    }

    private static String version(ServiceUnderTest service, String scanId) {
        service.send(new TestScan(scanId, 1, 2, 1).with("larmor.samples", "1"));
        service.awaitState(scanId, State.DONE);
        return service.imagesOf(scanId).get(0).provenance().modelVersion();
    }
}
