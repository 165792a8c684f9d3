package org.larmor.app.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ScanStatus.State;
import org.larmor.core.domain.Stage;
import org.larmor.display.files.NpyFile;

class ResultFolderTest {
    @TempDir
    private Path folder;

    @Test
    void ordersImagesByRepetitionContrastPhaseAndSlice() throws IOException {
        ResultFolder out = ResultFolder.open(folder, null);
        ScanResults results = new ScanResults("scan", out);
        List<ImageIndex> order = List.of(
                new ImageIndex(0, 0, 0, 0),
                new ImageIndex(0, 0, 0, 1),
                new ImageIndex(0, 0, 1, 0),
                new ImageIndex(0, 0, 1, 1));
        for (int i : new int[] {3, 0, 2, 1}) {
            results.image(Scans.image("scan", order.get(i), Stage.SENSE, 0, true));
        }

        out.finish(results, "a test", 9);

        List<RealImage> written = NpyFile.read(folder.resolve("magnitude.npy"));
        assertEquals(
                List.of(1f, 2f, 11f, 12f),
                written.stream().map(image -> image.data()[0]).toList());
        assertEquals(8, written.get(0).rows());
        assertEquals(10, written.get(0).columns());
        assertTrue(Files.exists(folder.resolve("magnitude.nii.gz")));
        assertTrue(Files.exists(folder.resolve("overview.png")));
    }

    @Test
    void writesPreviewsUnderNamesThatSortAsTheyCame() throws IOException {
        ResultFolder out = ResultFolder.open(folder, null);
        ScanResults results = new ScanResults("scan", out);
        results.image(Scans.image("scan", ImageIndex.FIRST, Stage.ZERO_FILLED, 0, false));
        results.image(Scans.image("scan", ImageIndex.FIRST, Stage.SENSE, 1, false));
        results.image(Scans.image("scan", ImageIndex.FIRST, Stage.COARSE, 2, true));

        assertEquals(
                List.of(
                        "0000-zero-filled-slice000-100percent.png",
                        "0001-sense-slice000-100percent.png",
                        "0002-coarse-slice000-100percent.png"),
                previews());
    }

    @Test
    void writesUncertaintyOnlyWhereEveryImageHasOne() throws IOException {
        ResultFolder out = ResultFolder.open(folder, null);
        ScanResults results = new ScanResults("scan", out);
        results.image(Scans.image("scan", ImageIndex.FIRST, Stage.REFINED, 0, true));
        out.finish(results, "a test", 9);
        assertTrue(Files.exists(folder.resolve("uncertainty.npy")));

        ResultFolder again = ResultFolder.open(folder, null);
        ScanResults mixed = new ScanResults("scan", again);
        mixed.image(Scans.image("scan", ImageIndex.FIRST, Stage.REFINED, 0, true));
        mixed.image(Scans.image("scan", new ImageIndex(0, 0, 0, 1), Stage.SENSE, 0, true));
        again.finish(mixed, "a test", 9);

        assertFalse(Files.exists(folder.resolve("uncertainty.npy")), "not even the one of the run before");
        assertEquals(
                "not written: the method states no uncertainty",
                report().get("uncertainty").asText());
    }

    @Test
    void reportsStagesReadoutsAndRefusals() throws IOException {
        ResultFolder out = ResultFolder.open(folder, index -> Scans.constant(7));
        ScanResults results = new ScanResults("scan", out);
        results.image(Scans.image("scan", ImageIndex.FIRST, Stage.ZERO_FILLED, 0, false));
        results.image(Scans.image("scan", ImageIndex.FIRST, Stage.REFINED, 3, true));
        results.deadLetter(Scans.letter("scan", "too wide"));
        results.status(Scans.status("scan", State.DONE, 1, 1, 1));

        out.finish(results, "scan.h5", 12);

        JsonNode report = report();
        assertEquals("scan.h5", report.get("source").asText());
        assertEquals(12, report.at("/readouts/sent").asInt());
        assertEquals(9, report.at("/readouts/received").asInt());
        assertEquals(3, report.at("/readouts/dropped").asInt());
        assertEquals(3, report.at("/readouts/missing").asInt());
        assertEquals("readout 5: too wide", report.at("/refused/0").asText());
        assertEquals(1300, report.at("/stages/1/afterFirstReadoutMs").asDouble());
        assertEquals(300, report.at("/stages/1/afterLastReadoutMs").asDouble());
        assertEquals(0, report.at("/stages/1/truth/nrmse").asDouble(), 1e-6, "a constant is scaled to the truth");
        assertEquals(
                "previews/0001-refined-slice000-100percent.png",
                report.at("/previews/1/file").asText());
        assertTrue(report.get("whole").asBoolean());
    }

    @Test
    void removesThePreviewsOfAnEarlierRunAndNothingElse() throws IOException {
        Files.createDirectories(folder.resolve("previews"));
        Files.writeString(folder.resolve("previews/0007-sense-slice000-100percent.png"), "old");
        Files.writeString(folder.resolve("previews/holiday.png"), "mine");

        ResultFolder.open(folder, null);

        assertEquals(List.of("holiday.png"), previews());
    }

    private JsonNode report() throws IOException {
        return new ObjectMapper().readTree(folder.resolve("report.json").toFile());
    }

    private List<String> previews() throws IOException {
        try (var files = Files.list(folder.resolve("previews"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
