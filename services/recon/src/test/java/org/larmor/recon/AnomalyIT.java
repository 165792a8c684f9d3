package org.larmor.recon;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.larmor.core.domain.AnomalyFinding;
import org.larmor.core.domain.AnomalyMap;
import org.larmor.core.domain.AnomalyRefusal;
import org.larmor.core.domain.Contrast;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.ScanStatus.State;
import org.larmor.core.domain.StudySlice;
import org.larmor.recon.analyse.AnomalyMaps;
import org.larmor.recon.analyse.JoinSettings;
import org.larmor.recon.reconstruct.DiffusionStep;
import org.larmor.recon.synthesise.FrameSynthesis;

/** Both roles in one process: readouts in, anomaly maps out; the maps are made by a stand-in that doubles the pictures. */
class AnomalyIT {
    private static final JoinSettings SOON = new JoinSettings(.2, 600, .5, 1 << 26);
    private static final JoinSettings LATE = new JoinSettings(600, 600, .5, 1 << 26);

    private final Doubling doubling = new Doubling();

    @Test
    void theContrastsOfAStudyBecomeOneMapAndUnaskedScansNothing() {
        try (var service = service("joined", LATE)) {
            service.send(scan("silent", 1));
            service.send(scan("heartless", 1).with("larmor.contrast", "pd"));
            service.send(scan("one", 2).with("larmor.contrast", "t1").with("larmor.study_contrasts", "t1,flair"));
            service.awaitState("one", State.DONE);
            assertEquals(List.of(), service.anomalies);
            service.send(scan("two", 2)
                    .with("larmor.contrast", "flair")
                    .with("larmor.study_contrasts", "t1,flair")
                    .with("larmor.anomaly", "counterpart"));

            service.await("two maps", () -> service.anomalies.size() == 2);

            service.anomalies.forEach(map -> checkJoined(service, map));
            assertEquals(
                    2,
                    service.anomalies.stream().map(AnomalyIT::slices).distinct().count());
            service.awaitState("silent", State.DONE);
            assertFalse(service.has("silent", State.ANOMALY_REFUSED));
            assertFalse(service.has("heartless", State.ANOMALY_REFUSED));
        }
    }

    private static void checkJoined(ServiceUnderTest service, AnomalyMap map) {
        assertEquals("study", map.key());
        assertEquals(
                List.of("two flair", "one t1"),
                map.sources().stream().map(AnomalyIT::name).toList());
        assertEquals(1, map.revision());
        assertEquals(map.finding().made().seed(), map.finding().made().seed() & Long.MAX_VALUE);
        RealImage shown = picture(service, map.shown());
        assertEquals(shown.data()[900] * 2, map.finding().map().data()[900]);
        assertEquals(Set.of(Contrast.FLAIR), map.finding().counterparts().keySet());
        assertTrue(map.published() >= map.pictures() && map.pictures() > 0);
    }

    @Test
    void aLaterContrastRevisesTheMapAndARestartMakesNoneTwice() {
        try (var service = service("revised", SOON)) {
            service.send(scan("one", 1).with("larmor.contrast", "t1"));
            service.await("a map of one contrast", () -> service.anomalies.size() == 1);
            service.restart();
            service.send(scan("two", 1).with("larmor.contrast", "flair"));
            service.await("its revision", () -> service.anomalies.size() >= 2);

            AnomalyMap first = service.anomalies.get(0);
            AnomalyMap second = service.anomalies.get(1);
            assertEquals(
                    List.of("one t1"),
                    first.sources().stream().map(AnomalyIT::name).toList());
            assertEquals(0, first.revision());
            assertEquals(
                    List.of("two flair", "one t1"),
                    second.sources().stream().map(AnomalyIT::name).toList());
            assertEquals(1, second.revision());
            assertEquals(Map.of(), first.finding().counterparts());
            assertEquals(2, doubling.asked(), "no map was made twice");
        }
    }

    @Test
    void aRefusalIsToldOnceWithItsReasonAndSaysNothingOfTheScan() {
        try (var service = service("refused", SOON)) {
            service.send(scan("pd", 2).with("larmor.contrast", "pd").with("larmor.anomaly", "map"));
            service.send(scan("bad", 2).with("larmor.contrast", "t1c"));
            service.send(scan("mixed", 1).with("larmor.contrast", "t2"));
            service.await(
                    "two refusals",
                    () -> service.has("pd", State.ANOMALY_REFUSED) && service.has("bad", State.ANOMALY_REFUSED));
            service.await("the map of the others", () -> !service.anomalies.isEmpty());
            for (String scan : List.of("pd", "bad", "mixed")) {
                service.awaitState(scan, State.DONE);
            }

            assertEquals(
                    List.of("no anomaly map: the contrast 'pd' is none of t1, t1c, t2, flair"),
                    refusals(service, "pd"));
            assertEquals(1, refusals(service, "bad").size());
            assertTrue(
                    refusals(service, "bad").getFirst().endsWith("the t1c picture is constant"),
                    refusals(service, "bad").toString());
            assertEquals(List.of(), refusals(service, "mixed"));
            assertEquals(
                    Set.of("mixed t2"),
                    service.anomalies.stream()
                            .flatMap(map -> map.sources().stream())
                            .map(AnomalyIT::name)
                            .collect(Collectors.toSet()));
        }
    }

    @Test
    void theSameStudyHasTheSameMapsAndSeedsAgain() {
        Map<String, AnomalyMap> first = maps("again-1");
        Map<String, AnomalyMap> second = maps("again-2");

        assertEquals(first.keySet(), second.keySet());
        first.forEach((slice, map) -> {
            AnomalyMap other = java.util.Objects.requireNonNull(second.get(slice));
            assertEquals(
                    map.sources().stream().map(AnomalyIT::name).toList(),
                    other.sources().stream().map(AnomalyIT::name).toList());
            assertEquals(map.finding().made().seed(), other.finding().made().seed());
            assertArrayEquals(map.finding().map().data(), other.finding().map().data());
        });
    }

    private Map<String, AnomalyMap> maps(String name) {
        Map<String, AnomalyMap> maps = new HashMap<>();
        try (var service = service(name, SOON)) {
            service.send(scan("one", 3).with("larmor.contrast", "flair"));
            service.await("three maps", () -> service.anomalies.size() == 3);
            service.anomalies.forEach(map -> maps.put(slices(map), map));
        }
        return maps;
    }

    private ServiceUnderTest service(String name, JoinSettings join) {
        return new ServiceUnderTest(
                name,
                ReconConfig.DEFAULT.withJoin(join),
                config -> LarmorService.start(
                        config,
                        EnumSet.allOf(Role.class),
                        Networks.without(DiffusionStep.none("no model"), FrameSynthesis.none("no model"), doubling)));
    }

    private static TestScan scan(String id, int slices) {
        return new TestScan(id, slices, 2, 1).with("larmor.method", "sense");
    }

    private static List<String> refusals(ServiceUnderTest service, String scan) {
        return service.statuses.stream()
                .filter(status -> status.scanId().equals(scan) && status.state() == State.ANOMALY_REFUSED)
                .map(ScanStatus::message)
                .toList();
    }

    private static String name(AnomalyMap.Source source) {
        return source.scanId() + " " + source.contrast().label();
    }

    private static String slices(AnomalyMap map) {
        return map.sources().stream().map(source -> "" + source.index().slice()).collect(Collectors.joining(" "));
    }

    private static RealImage picture(ServiceUnderTest service, AnomalyMap.Source source) {
        return service.images.stream()
                .filter(image -> source.isOf(image.scanId(), image.index()) && image.revision() == source.revision())
                .findFirst()
                .orElseThrow()
                .magnitude();
    }

    /** Its map is twice the shown picture; it takes no T1 after contrast agent for a picture. */
    private static final class Doubling implements AnomalyMaps {
        private int asked;

        synchronized int asked() {
            return asked;
        }

        @Override
        public String unfit(String anatomy) {
            return anatomy.isEmpty() || anatomy.equals("brain") ? "" : "for brains, not " + anatomy;
        }

        @Override
        public AnomalyFinding find(StudySlice slice, long seed, long turn, BooleanSupplier cancelled)
                throws AnomalyRefusal {
            if (slice.pictures().containsKey(Contrast.T1C)) {
                throw new AnomalyRefusal("the t1c picture is constant");
            }
            synchronized (this) {
                asked++;
            }
            Contrast shown = List.copyOf(slice.pictures().keySet()).getLast();
            RealImage picture =
                    java.util.Objects.requireNonNull(slice.pictures().get(shown));
            float[] twice = new float[picture.data().length];
            for (int i = 0; i < twice.length; i++) {
                twice[i] = 2 * picture.data()[i];
            }
            RealImage map = new RealImage(picture.rows(), picture.columns(), twice);
            return new AnomalyFinding(
                    map,
                    map,
                    slice.pictures(),
                    .9,
                    .5,
                    .1,
                    .2,
                    30,
                    true,
                    new AnomalyFinding.Made("doubling", "1", "ab", List.of(400), 1, 1, seed, "", 1));
        }

        @Override
        public void close() {}
    }
}
