package org.larmor.recon;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.larmor.core.domain.Frame;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanHeader.UserParameter;
import org.larmor.core.domain.ScanStatus.State;

/** A beating heart through the broker; the frames are made by networks that move a picture as its centre of mass moves. */
class FramesIT {
    private static final Path NETWORKS = Path.of("../../models/src/test/resources/deformable");
    private static final UserParameter SENSE = new UserParameter("larmor.method", "sense");

    @TempDir
    private Path zoo;

    @Test
    void measuredAndSynthesisedFramesArriveAndFinerOnesTakeThePlaceOfCoarserOnes() throws IOException {
        copy("shift-2d");
        try (var service = new ServiceUnderTest("cine", config())) {
            CineScan scan = new CineScan(
                    "cine",
                    4,
                    SENSE,
                    new UserParameter("larmor.frames", "12"),
                    new UserParameter("larmor.frame_fields", "true"));
            service.send(scan.started());
            service.send("cine", scan.phase(0));
            service.send("cine", scan.phase(2));
            service.await("frames of the first pair", () -> synthesised(service) == 10);
            service.send("cine", scan.phase(3));
            service.send("cine", scan.phase(1));
            service.send(scan.ended());
            service.awaitState("cine", State.DONE);
            service.await(
                    "all frames",
                    () -> measured(service) == 4 && loop(service.frames).size() == 12);

            assertTrue(
                    service.latest("cine").message().contains("frames synthesised"),
                    service.latest("cine").message());
            assertEquals(
                    Set.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
                    loop(service.frames).stream()
                            .map(frame -> (int) Math.round(12 * frame.time()))
                            .collect(Collectors.toSet()));
            service.frames.forEach(frame -> check(service, frame));
        }
    }

    /** Every frame names pictures that were published, and says how it was made. */
    private static void check(ServiceUnderTest service, Frame frame) {
        ReconImage source = picture(service, frame.source());
        if (frame.isMeasured()) {
            assertArrayEquals(source.magnitude().data(), frame.magnitude().data());
            assertEquals(source.provenance(), frame.provenance());
            return;
        }
        assertNotNull(picture(service, frame.target()));
        assertEquals("shift-2d", frame.provenance().model());
        assertEquals("0.1", frame.provenance().modelVersion());
        assertEquals(64, frame.provenance().modelDigest().length());
        assertTrue(frame.provenance().evaluations() >= 3, frame.provenance().toString());
        assertNotNull(frame.displacement());
        assertTrue(frame.measured() > 0 && frame.published() >= frame.measured());
        double width = frame.span().width();
        assertEquals((frame.source().time() + frame.gamma() * width) % 1, frame.time(), 1e-9);
    }

    private static ReconImage picture(ServiceUnderTest service, Frame.Phase phase) {
        return service.images.stream()
                .filter(image -> image.index().equals(phase.index()) && image.revision() == phase.revision())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nothingIsSynthesisedBeforeTheNamedPhasesAreThere() throws IOException {
        copy("shift-2d");
        try (var service = new ServiceUnderTest("named", config())) {
            CineScan scan = new CineScan(
                    "named",
                    4,
                    SENSE,
                    new UserParameter("larmor.end_diastole", "0"),
                    new UserParameter("larmor.end_systole", "1"));
            service.send(scan.started());
            service.send("named", scan.phase(0));
            service.send("named", scan.phase(3));
            service.await("two measured frames", () -> measured(service) == 2);
            assertEquals(0, synthesised(service));
            service.send("named", scan.phase(1));
            service.send(scan.ended());
            service.awaitState("named", State.DONE);
            service.await("frames", () -> synthesised(service) > 0 && measured(service) == 3);
        }
    }

    @Test
    void withABrokenModelTheMeasuredFramesStillArrive() throws IOException {
        copy("broken/flat");
        measuredOnly("broken", 3, "no frames beside it: there is no deformable model");
    }

    @Test
    void withoutAModelOrWithABadWishTheMeasuredFramesStillArrive() throws IOException {
        measuredOnly("none", 3, "no frames beside it: there is no deformable model");
        copy("shift-2d");
        measuredOnly(
                "other",
                2,
                "there is no deformable model named brain",
                new UserParameter("larmor.frame_model", "brain"));
        measuredOnly(
                "wish",
                2,
                "user parameter larmor.frames 'many' is not a number",
                new UserParameter("larmor.frames", "many"));
        measuredOnly("single", 1, "the scan has a single phase", new UserParameter("larmor.frames", "24"));
    }

    private void measuredOnly(String name, int phases, String remark, UserParameter... wishes) {
        UserParameter[] all = java.util.Arrays.copyOf(wishes, wishes.length + 1);
        all[wishes.length] = SENSE;
        try (var service = new ServiceUnderTest(name, config())) {
            CineScan scan = new CineScan(name, phases, all);
            service.send(scan.started());
            for (int phase = 0; phase < phases; phase++) {
                service.send(name, scan.phase(phase));
            }
            service.send(scan.ended());
            service.awaitState(name, State.DONE);
            service.await("the measured frames", () -> measured(service) == phases);
            assertEquals(0, synthesised(service));
            String last = service.frames.getLast().provenance().remark();
            assertTrue(last.contains(remark), last);
            assertTrue(
                    service.latest(name).message().contains("frames left out: "),
                    service.latest(name).message());
        }
    }

    @Test
    void aScanThatIsNoCineHasNoFrames() {
        try (var service = new ServiceUnderTest("still", ReconConfig.DEFAULT)) {
            service.send(new TestScan("still", 1, 2, 1).with("larmor.method", "sense"));
            service.awaitState("still", State.DONE);
            assertEquals(List.of(), service.frames);
            assertEquals("1 image", service.latest("still").message());
            assertFalse(service.images.isEmpty());
        }
    }

    private static long measured(ServiceUnderTest service) {
        return service.frames.stream().filter(Frame::isMeasured).count();
    }

    private static long synthesised(ServiceUnderTest service) {
        return service.frames.size() - measured(service);
    }

    /** What a reader shows: all but what a measured frame has ended. */
    private static List<Frame> loop(List<Frame> frames) {
        Set<Double> moments = new TreeSet<>();
        frames.stream().filter(Frame::isMeasured).forEach(frame -> moments.add(frame.time()));
        return frames.stream()
                .filter(frame -> moments.stream().noneMatch(frame.span()::holds))
                .toList();
    }

    private ReconConfig config() {
        return ReconConfigFile.parse(
                "models: {zoo: " + zoo + ", device: cpu, reloadSeconds: 0, warmUp: [{rows: 48, columns: 48}]}");
    }

    private void copy(String name) throws IOException {
        Path from = NETWORKS.resolve(name);
        Path to = Files.createDirectories(zoo.resolve(String.valueOf(from.getFileName())));
        for (String file : List.of("model.yaml", "latent.pt", "deformation.pt")) {
            Files.copy(from.resolve(file), to.resolve(file));
        }
    }
}
