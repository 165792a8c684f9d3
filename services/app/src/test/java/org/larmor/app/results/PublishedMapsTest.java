package org.larmor.app.results;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.larmor.core.domain.AnomalyFinding;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.AnomalyMap.Source;
import org.larmor.core.domain.Contrast;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Readout;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.Vector3;
import org.larmor.display.files.NpyFile;

class PublishedMapsTest {
    @TempDir
    private Path folder;

    @Test
    void writesTheNewestMapOfEachImageAndSaysWhatItIsNotFor() throws IOException {
        AnomalyResults results = new AnomalyResults("a");
        results.anomaly(map("a", 1, 1, 3));
        results.anomaly(map("a", 0, 0, 1));
        results.anomaly(map("a", 0, 2, 2));
        results.anomaly(map("a", 0, 1, 9));
        results.anomaly(map("b", 5, 1, 9));

        PublishedMaps.write(folder, "a", results.maps(), source -> Scans.constant(1));

        List<RealImage> maps = NpyFile.read(folder.resolve("map.npy"));
        assertEquals(2, maps.size());
        assertArrayEquals(Scans.constant(2).data(), maps.get(0).data());
        assertArrayEquals(Scans.constant(3).data(), maps.get(1).data());
        assertArrayEquals(
                Scans.constant(7).data(),
                NpyFile.read(folder.resolve("counterpart.npy")).getFirst().data());
        JsonNode report =
                new ObjectMapper().readTree(folder.resolve("anomaly.json").toFile());
        assertEquals("not for diagnosis", report.get("label").asText());
        assertEquals(.0112, report.at("/maps/0/threshold").asDouble());
        assertEquals(
                "flair of a, repetition 0, contrast 0, phase 0, slice 0, revision 4",
                report.at("/maps/0/sources/0").asText());
    }

    @Test
    void withoutAMapWhatAnEarlierRunWroteIsGone() throws IOException {
        PublishedMaps.write(folder, "a", List.of(map("a", 0, 0, 1)), source -> Scans.constant(1));
        PublishedMaps.write(folder, "a", List.of(), source -> Scans.constant(1));

        try (var left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void aRefusalEndsTheWaitAndThatOfAnotherScanDoesNot() throws InterruptedException {
        AnomalyResults results = new AnomalyResults("a");
        results.anomalyRefused(Scans.status("b", ScanStatus.State.ANOMALY_REFUSED, 0, 0, 0));
        assertNull(results.refusal());
        results.anomalyRefused(Scans.status("a", ScanStatus.State.ANOMALY_REFUSED, 0, 0, 0));

        results.await(1, 1, Long.MAX_VALUE / 1_000_000_000);

        assertEquals("a message", results.refusal());
        assertFalse(Files.exists(folder.resolve("map.npy")));
    }

    private static AnomalyMap map(String scan, int slice, int revision, float value) {
        return new AnomalyMap(
                "study",
                List.of(new Source(scan, new ImageIndex(0, 0, 0, slice), 4, Contrast.FLAIR)),
                revision,
                new Geometry(Readout.Placement.AXIAL, new Vector3(60, 40, 5)),
                new AnomalyFinding(
                        Scans.constant(value),
                        Scans.constant(0),
                        Map.of(Contrast.FLAIR, Scans.constant(7)),
                        .9,
                        .5,
                        .0112,
                        .1,
                        30,
                        true,
                        new AnomalyFinding.Made("m", "1", "ab", List.of(400), 36, 21, 3, "", 5)),
                1,
                2);
    }
}
