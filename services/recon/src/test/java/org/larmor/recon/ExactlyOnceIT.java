package org.larmor.recon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.larmor.broker.TestBroker;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus.State;
import org.larmor.recon.ingest.DeliveryException;
import org.larmor.recon.telemetry.Telemetry;

/** What a reader of committed records sees when services die, freeze and are restarted: every final picture once. */
class ExactlyOnceIT {
    /** The power goes out. */
    private static final class PowerCut extends Error {
        private static final long serialVersionUID = 1L;

        PowerCut() {
            super("the power is cut", null, false, false);
        }
    }

    @Test
    void aCrashBetweenSendingAndCommittingRepeatsNoPicture() {
        ReconConfig config = ReconConfigFile.parse(
                "kafka: {group: crash-%s, groupProtocol: classic, instance: w1}".formatted(fresh()));
        AtomicBoolean sent = new AtomicBoolean();
        try (var service = new ServiceUnderTest(
                "crash",
                config,
                first -> start(first, (method, arguments) -> {
                    sent.compareAndSet(false, isImageOf(2, method, arguments));
                    if (sent.get() && method.equals("commitTransaction")) {
                        throw new PowerCut();
                    }
                }),
                ServiceUnderTest::reconstruction)) {
            service.send(scan("crash", 4));
            CompletionException end = assertThrows(
                    CompletionException.class,
                    () -> service.service().stopped().toCompletableFuture().join());
            assertInstanceOf(PowerCut.class, end.getCause());
            service.restart();
            service.awaitState("crash", State.DONE);
            assertEachOnce(service, List.of("crash"), 4);
            assertTrue(service.imagesEverSent() > 4, "some were sent by the service that died");
        }
    }

    @Test
    void aServiceThatWasThoughtDeadPublishesNothingWhenItWakes() {
        String group = "zombie-" + fresh();
        ReconConfig config = ReconConfigFile.parse(
                "kafka: {group: %s, groupProtocol: classic, properties: {max.poll.interval.ms: 2000, session.timeout.ms: 6000}}"
                        .formatted(group));
        CountDownLatch frozen = new CountDownLatch(1);
        CountDownLatch thawed = new CountDownLatch(1);
        AtomicBoolean sent = new AtomicBoolean();
        try (var service = new ServiceUnderTest(
                "zombie",
                config,
                first -> start(first, (method, arguments) -> {
                    sent.compareAndSet(false, isImageOf(1, method, arguments));
                    if (sent.get() && frozen.getCount() > 0 && method.equals("sendOffsetsToTransaction")) {
                        frozen.countDown();
                        await(thawed);
                    }
                }),
                ServiceUnderTest::reconstruction)) {
            service.send(scan("zombie", 2));
            await(frozen);
            Set<String> before = members(group);
            try (ReconService other = ReconService.start(service.config())) {
                awaitOthers(group, before);
                thawed.countDown();
                service.awaitState("zombie", State.DONE);
                assertEachOnce(service, List.of("zombie"), 2);
                assertTrue(service.imagesEverSent() > 2, "some were sent by the service that had frozen");
                assertEquals(ReconService.State.READY, other.state());
            }
        }
    }

    @Test
    void asManyWorkersAsThereAreServeTheSameTopicWhileTwoOfThemAreRestarted() {
        ReconConfig config =
                ReconConfigFile.parse("{kafka: {group: rolling-%s}, ingest: {backlogBytes: 20000}}".formatted(fresh()));
        try (var service = new ServiceUnderTest("rolling", config);
                ReconService steady = ReconService.start(service.config())) {
            ReconService third = ReconService.start(service.config());
            List<TestScan> scans = IntStream.range(0, 18)
                    .mapToObj(i -> scan("rolling-" + i, 2))
                    .toList();
            begin(service, scans.subList(0, 6));
            service.await("a preview", () -> !service.previews.isEmpty());
            service.restart();
            begin(service, scans.subList(6, 12));
            end(service, scans.subList(0, 6));
            third.close();
            third = ReconService.start(service.config());
            begin(service, scans.subList(12, 18));
            end(service, scans.subList(6, 18));
            for (TestScan scan : scans) {
                service.awaitState(scan.scanId(), State.DONE);
            }
            third.close();
            assertEachOnce(service, scans.stream().map(TestScan::scanId).toList(), 2);
            assertEquals(ReconService.State.READY, steady.state());
        }
    }

    @Test
    void toldToEndItFinishesWhatIsWholeAndSaysWhenItIsReady() {
        ReconConfig config = ReconConfigFile.parse("kafka: {group: drain-%s}".formatted(fresh()));
        try (var service = new ServiceUnderTest("drain", config)) {
            service.service().ready().toCompletableFuture().join();
            assertEquals(ReconService.State.READY, service.service().state());
            TestScan half = scan("half", 1);
            service.send(half.started());
            service.send("half", half.readouts().subList(0, 8));
            service.send(new TestScan("whole", 3, 2, 1).with("larmor.method", "l1-wavelet"));
            service.awaitState("whole", State.RECONSTRUCTING);
            service.service().close();
            assertEquals(ReconService.State.STOPPED, service.service().state());
            service.awaitState("whole", State.DONE);
            service.restart();
            service.send("half", half.readouts().subList(8, half.readoutCount()));
            service.send(half.ended());
            service.awaitState("half", State.DONE);
            assertEachOnce(service, List.of("half"), 1);
            assertEachOnce(service, List.of("whole"), 3);
        }
    }

    @Test
    void withoutTransactionsTheSameIsSaidAndCommitted() {
        ReconConfig config =
                ReconConfigFile.parse("{kafka: {group: plain-%s}, publish: {transactions: false}}".formatted(fresh()));
        try (var service = new ServiceUnderTest("plain", config)) {
            service.send(scan("one", 2));
            service.awaitState("one", State.DONE);
            service.restart();
            service.send(scan("two", 2));
            service.awaitState("two", State.DONE);
            assertEachOnce(service, List.of("one", "two"), 2);
        }
    }

    @Test
    void whoeverTakesTheNameOfARunningServiceEndsIt() {
        ReconConfig config = ReconConfigFile.parse(
                "kafka: {group: twins-%s, groupProtocol: classic, instance: w1}".formatted(fresh()));
        try (var service = new ServiceUnderTest("twins", config)) {
            service.send(scan("first", 1));
            service.awaitState("first", State.DONE);
            try (ReconService twin = ReconService.start(service.config())) {
                Throwable cause = assertThrows(CompletionException.class, () -> service.service()
                                .stopped()
                                .toCompletableFuture()
                                .join())
                        .getCause();
                String line = String.valueOf(
                        assertInstanceOf(DeliveryException.class, cause).getMessage());
                assertTrue(line.contains("w1") || line.contains("kafka.instance"), line);
                service.send(scan("second", 1));
                service.awaitState("second", State.DONE);
                assertEachOnce(service, List.of("first", "second"), 1);
                assertEquals(ReconService.State.READY, twin.state());
            }
        }
    }

    private static void begin(ServiceUnderTest service, List<TestScan> scans) {
        for (TestScan scan : scans) {
            service.send(scan.started());
            service.send(scan.scanId(), scan.readouts().subList(0, 20));
        }
    }

    private static void end(ServiceUnderTest service, List<TestScan> scans) {
        for (TestScan scan : scans) {
            service.send(scan.scanId(), scan.readouts().subList(20, scan.readoutCount()));
            service.send(scan.ended());
        }
    }

    private static void assertEachOnce(ServiceUnderTest service, List<String> scans, int images) {
        for (String scanId : scans) {
            List<Integer> slices = service.imagesOf(scanId).stream()
                    .map(image -> image.index().slice())
                    .sorted()
                    .toList();
            assertEquals(IntStream.range(0, images).boxed().toList(), slices, scanId);
        }
        Map<String, Long> ends = service.statuses.stream()
                .filter(status -> status.state().isLast())
                .collect(
                        Collectors.groupingBy(status -> status.scanId() + " " + status.state(), Collectors.counting()));
        scans.forEach(scanId -> assertEquals(1, ends.getOrDefault(scanId + " DONE", 0L), scanId));
        assertEquals(List.of(), service.deadLetters);
    }

    private static boolean isImageOf(int slice, String method, Object[] arguments) {
        if (!method.equals("send") || !(arguments[0] instanceof ProducerRecord<?, ?> record)) {
            return false;
        }
        return record.topic().endsWith(".images") && slice(record) == slice;
    }

    private static int slice(ProducerRecord<?, ?> record) {
        try {
            ReconImage image = org.larmor.proto.ImageCodec.decode((byte[]) record.value());
            return image.index().slice();
        } catch (org.larmor.proto.WireException e) {
            throw new AssertionError(e);
        }
    }

    private static LarmorService start(ReconConfig config, java.util.function.BiConsumer<String, Object[]> event) {
        var recon = EnumSet.of(Role.RECON);
        return LarmorService.start(
                config, recon, Networks.of(config, recon), new Tampered(config, event), Telemetry.none());
    }

    private static TestScan scan(String scanId, int slices) {
        return new TestScan(scanId, slices, 2, 7).with("larmor.method", "zero-filled");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS), "waited for a minute");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until the group has members, and none of these. */
    private static void awaitOthers(String group, Set<String> before) {
        Set<String> now = before;
        while (now.isEmpty() || !Collections.disjoint(now, before)) {
            now = members(group);
        }
    }

    private static Set<String> members(String group) {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", TestBroker.bootstrap()))) {
            var description = admin.describeConsumerGroups(List.of(group)).all().get();
            return description.values().stream()
                    .flatMap(each -> each.members().stream())
                    .map(MemberDescription::consumerId)
                    .collect(Collectors.toSet());
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static String fresh() {
        return Long.toHexString(System.nanoTime());
    }
}
