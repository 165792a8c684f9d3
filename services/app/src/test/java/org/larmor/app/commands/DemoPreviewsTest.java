package org.larmor.app.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.Stage;
import org.larmor.core.metrics.Score;
import org.larmor.core.phantom.SimulatedScan;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.tensor.TorchSettings;
import org.larmor.recon.assemble.AssembleSettings;
import org.larmor.recon.assemble.Outcome;
import org.larmor.recon.assemble.ScanAssemblies;
import org.larmor.recon.assemble.StageSettings;
import org.larmor.recon.flow.Arrival;
import org.larmor.recon.flow.Method;
import org.larmor.recon.flow.Picture;
import org.larmor.recon.flow.Position;
import org.larmor.recon.flow.ReconJob;
import org.larmor.recon.flow.ScanOptions;
import org.larmor.recon.flow.Step;
import org.larmor.recon.reconstruct.ModelDiffusion;
import org.larmor.recon.reconstruct.ReconstructSettings;
import org.larmor.recon.reconstruct.Reconstruction;

/** The first slice of the demonstration's brain, reconstructed with the shipped model at each share of k-space. */
class DemoPreviewsTest {
    private static final Path ZOO = Path.of("../../models/zoo");

    @Test
    void previewsComeNearerToTheTruthTheMoreOfKspaceIsThere(@TempDir Path folder) throws IOException {
        SimulatedScan scan = DemoScan.all(folder, 1).get(0).scan();
        Map<Stage, List<Double>> psnr = new EnumMap<>(Stage.class);
        try (ModelDiffusion models = new ModelDiffusion(
                ZOO,
                TorchRuntime.start(TorchSettings.DEFAULT),
                8,
                List.of(new ModelDiffusion.Size(64, 64)),
                System::nanoTime)) {
            Reconstruction reconstruction = new Reconstruction(ReconstructSettings.DEFAULT, models, System::nanoTime);
            for (ReconJob job : jobs(scan)) {
                for (ReconJob left = job; left.step() != Step.REFINED; ) {
                    Picture picture = reconstruction.pictures(List.of(left)).get(0);
                    Score score = Score.of(scan.expected(job.index()), picture.magnitude());
                    psnr.computeIfAbsent(picture.stage(), stage -> new ArrayList<>())
                            .add(score.object());
                    if (picture.next().isEmpty()) {
                        break;
                    }
                    left = left.with(picture.next());
                }
            }
        }
        assertEquals(List.of(Stage.ZERO_FILLED, Stage.SENSE, Stage.COARSE), List.copyOf(psnr.keySet()));
        psnr.forEach((stage, figures) -> {
            assertTrue(figures.size() >= 4, stage + " " + figures);
            for (int i = 1; i < figures.size(); i++) {
                assertTrue(figures.get(i) > figures.get(i - 1), stage + " " + figures);
            }
        });
    }

    /** What the assembly makes of the scan up to its first whole image. */
    private static List<ReconJob> jobs(SimulatedScan scan) {
        ScanAssemblies assemblies = new ScanAssemblies(
                AssembleSettings.DEFAULT,
                StageSettings.DEFAULT,
                new ScanOptions(Method.COARSE_TO_FINE, "", 0, 0, 1),
                64);
        List<ReconJob> jobs = new ArrayList<>();
        for (ScanEvent event : scan) {
            var arrival = new Arrival.Event(event, new Position("readouts", 0, 0), new byte[0], 1);
            for (Outcome outcome : assemblies.accept(arrival)) {
                if (outcome instanceof Outcome.Job due && due.job().index().equals(ImageIndex.FIRST)) {
                    jobs.add(due.job());
                }
            }
            if (!jobs.isEmpty() && jobs.get(jobs.size() - 1).whole()) {
                return jobs;
            }
        }
        return jobs;
    }
}
