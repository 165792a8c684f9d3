package org.larmor.display.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.ScanStatus.State;
import org.larmor.core.domain.Stage;
import org.larmor.display.ResultTopics;
import org.larmor.display.Samples;
import org.larmor.proto.ImageCodec;
import org.larmor.proto.Topics;
import org.larmor.proto.access.Access;

@Timeout(60)
class ArchiveLoopIT {
    @TempDir
    private Path folder;

    @Test
    void archivesEveryPictureAndEndsWithItsScan() throws Exception {
        try (ResultTopics results = new ResultTopics()) {
            scan(results, "a", 0, 6);
            over(results, "a", State.DONE);
            KeptImages sink = new KeptImages();

            try (ArchiveLoop loop = open(results, sink, "a")) {
                assertEquals(State.DONE, loop.run(() -> true, scan -> {}));
            }

            assertEquals(names("a", 0, 6), sink.taken.stream().sorted().toList());
            assertEquals(1, sink.finished.size());
        }
    }

    @Test
    void aRestartRepeatsNothingAndLosesNothing() throws Exception {
        try (ResultTopics results = new ResultTopics()) {
            KeptImages sink = new KeptImages();
            scan(results, "a", 0, 3);
            follow(results, sink, 6);
            scan(results, "a", 3, 6);
            over(results, "a", State.DONE);
            follow(results, sink, 12, 1);

            assertEquals(names("a", 0, 6), sink.taken.stream().sorted().toList(), "each once, over two runs");
            assertEquals(1, sink.finished.size());
        }
    }

    @Test
    void whatCouldNotBeArchivedIsThereForTheNextRun() throws Exception {
        try (ResultTopics results = new ResultTopics()) {
            KeptImages sink = new KeptImages();
            scan(results, "a", 0, 4);
            sink.failAt("pictures-slice002");

            try (ArchiveLoop loop = open(results, sink, null)) {
                assertThrows(IOException.class, () -> loop.run(() -> true, scan -> {}));
            }
            assertEquals(names("a", 0, 2), sink.taken.stream().sorted().toList(), "up to there, in order");
            sink.failAt("");
            follow(results, sink, 8);

            assertEquals(names("a", 0, 4), sink.taken.stream().sorted().toList(), "each once");
        }
    }

    @Test
    void anotherScansPicturesAreNotThoseOfTheOneThatWasAskedFor() throws Exception {
        try (ResultTopics results = new ResultTopics()) {
            scan(results, "other", 0, 2);
            over(results, "other", State.FAILED);
            scan(results, "a", 0, 1);
            over(results, "a", State.ABORTED);
            KeptImages sink = new KeptImages();

            try (ArchiveLoop loop = open(results, sink, "a")) {
                assertEquals(State.ABORTED, loop.run(() -> true, scan -> {}));
            }

            assertEquals(names("a", 0, 1), sink.taken.stream().sorted().toList());
        }
    }

    @Test
    void theMapOfAStudyIsArchivedOverItsPicturesWhenTheirScanIsOver() throws Exception {
        try (ResultTopics results = new ResultTopics()) {
            scan(results, "a", 0, 1);
            over(results, "a", State.DONE);
            KeptImages sink = new KeptImages();
            follow(results, sink, 2, 1);
            results.publish(Samples.anomaly(0, "a", "b"));
            follow(results, sink, 4);

            assertEquals(
                    List.of("a anomalies-slice000-revision000", "b anomalies-slice000-revision000"),
                    sink.taken.stream()
                            .filter(name -> name.contains("anomalies"))
                            .toList());
        }
    }

    @Test
    void whatIsNoPictureIsLeftOutAndTheRestGoesOn() throws Exception {
        try (ResultTopics results = new ResultTopics()) {
            results.publishGarbage();
            scan(results, "a", 0, 1);
            KeptImages sink = new KeptImages();

            follow(results, sink, 2);

            assertEquals(names("a", 0, 1), sink.taken.stream().sorted().toList());
        }
    }

    @Test
    void aPictureOfATransactionThatWasGivenUpIsNotArchived() throws Exception {
        try (ResultTopics results = new ResultTopics();
                KafkaProducer<String, byte[]> producer = transactional(results)) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(record(results, refined("a", 0)));
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(record(results, refined("a", 1)));
            producer.commitTransaction();
            over(results, "a", State.DONE);
            KeptImages sink = new KeptImages();

            try (ArchiveLoop loop = open(results, sink, "a")) {
                loop.run(() -> true, scan -> {});
            }

            assertEquals(names("a", 1, 2), sink.taken.stream().sorted().toList());
        }
    }

    @Test
    void namesTheTopicThatIsNotThere() throws Exception {
        try (ResultTopics results = new ResultTopics()) {
            var nowhere = new ArchiveLoop.Subscription(
                    Access.open(results.bootstrap),
                    new Topics("never-created"),
                    Set.of(ArchiveTopic.IMAGES),
                    "g",
                    null,
                    false);

            IOException refused = assertThrows(
                    IOException.class, () -> ArchiveLoop.open(nowhere, ScanArchive.of(new KeptImages(), folder)));

            org.junit.jupiter.api.Assertions.assertTrue(
                    String.valueOf(refused.getMessage()).contains("never-created.images"), refused::getMessage);
        }
    }

    /** Archives until the sink has taken so many images. */
    private void follow(ResultTopics results, KeptImages sink, int images) throws IOException {
        follow(results, sink, () -> sink.taken.size() < images);
    }

    private void follow(ResultTopics results, KeptImages sink, int images, int scans) throws IOException {
        follow(results, sink, () -> sink.taken.size() < images || sink.finished.size() < scans);
    }

    private void follow(ResultTopics results, KeptImages sink, BooleanSupplier wanted) throws IOException {
        try (ArchiveLoop loop = open(results, sink, null)) {
            loop.run(wanted, scan -> {});
        }
    }

    private ArchiveLoop open(ResultTopics results, KeptImages sink, @Nullable String once) throws IOException {
        return ArchiveLoop.open(
                new ArchiveLoop.Subscription(
                        Access.open(results.bootstrap),
                        results.topics,
                        EnumSet.allOf(ArchiveTopic.class),
                        "watch",
                        once,
                        false),
                ScanArchive.of(sink, folder.resolve(results.topics.prefix())));
    }

    private static void scan(ResultTopics results, String id, int from, int to) {
        IntStream.range(from, to).forEach(slice -> results.publish(refined(id, slice)));
    }

    private static void over(ResultTopics results, String id, State state) {
        results.publish(new ScanStatus(id, state, ScanStatus.Counts.NONE, 0, 0, "", 3000));
    }

    private static ReconImage refined(String scan, int slice) {
        return Samples.image(scan, new ImageIndex(0, 0, 0, slice), Stage.REFINED, 0);
    }

    private static List<String> names(String scan, int from, int to) {
        return IntStream.range(from, to)
                .boxed()
                .flatMap(slice -> java.util.stream.Stream.of("deviations", "pictures")
                        .map(series -> "%s %s-slice%03d".formatted(scan, series, slice)))
                .sorted()
                .toList();
    }

    private static ProducerRecord<String, byte[]> record(ResultTopics results, ReconImage image) {
        return new ProducerRecord<>(results.topics.images(), image.scanId(), ImageCodec.encode(image));
    }

    private static KafkaProducer<String, byte[]> transactional(ResultTopics results) {
        Map<String, Object> settings = new HashMap<>(Topics.producerSettings());
        settings.put("bootstrap.servers", results.bootstrap);
        settings.put("transactional.id", results.topics.prefix());
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }
}
