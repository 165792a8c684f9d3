package org.larmor.app.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.larmor.app.cli.Failure;
import org.larmor.app.cli.JsonOption;
import org.larmor.app.stack.RequestedScan;
import org.larmor.broker.TestBroker;
import org.larmor.console.ForwardingScan;
import org.larmor.console.ScanSource;
import org.larmor.console.send.Pacing;
import org.larmor.console.send.Progress;
import org.larmor.console.send.RestOfScan;
import org.larmor.console.send.ScanRecall;
import org.larmor.console.send.ScanSender;
import org.larmor.console.send.SenderSession;
import org.larmor.console.simulate.SimulateOptions;
import org.larmor.console.simulate.SimulatedSource;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanEvent;
import org.larmor.core.domain.ScanHeader.UserParameter;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.ScanStatus.State;
import org.larmor.display.results.ResultListener;
import org.larmor.display.results.ResultSubscriber;
import org.larmor.proto.Topics;
import org.larmor.recon.ReconConfig;
import org.larmor.recon.ReconConfigFile;
import org.larmor.recon.ReconService;
import org.larmor.recon.ops.DeadLetterTopic;

/** Senders that die, and records that cannot be used, with a real broker. */
@Timeout(120)
class MisbehavingScanIT implements ResultListener {
    private final Topics topics = new Topics("test-" + UUID.randomUUID());
    private final Map<String, Object> connection = Map.of("bootstrap.servers", TestBroker.bootstrap());
    private final List<ReconImage> images = new CopyOnWriteArrayList<>();
    private final List<ScanStatus> statuses = new CopyOnWriteArrayList<>();
    private final List<DeadLetter> letters = new CopyOnWriteArrayList<>();
    private ReconService service;
    private ResultSubscriber ears;

    @BeforeEach
    void start() throws IOException {
        ReconConfig config = ReconConfigFile.parse("assemble: {statusMillis: 50}")
                .withBootstrap(TestBroker.bootstrap())
                .withPrefix(topics.prefix());
        service = ReconService.start(config.withZoo("nowhere"));
        ears = ResultSubscriber.start(TestBroker.bootstrap(), topics, ResultSubscriber.From.BEGINNING, this);
    }

    @AfterEach
    void stop() {
        ears.close();
        service.close();
    }

    @Test
    void aScanWhoseSenderDiedInItsMiddleBecomesThePictureOfTheUndisturbedOne() throws Exception {
        send(scan(), Parcel.Wish.WHAT_FITS);
        await("the undisturbed picture", () -> has(State.DONE));
        assertEquals(Optional.empty(), parcel(scan(), Parcel.Wish.WHAT_FITS), "it is done");

        Dying dying = new Dying(scan(), 70);
        Parcel again = parcel(dying, Parcel.Wish.AGAIN).orElseThrow();
        Thread sender = new Thread(() -> ship(again), "dying sender");
        sender.setDaemon(true);
        sender.start();
        dying.died.await();
        await(
                "something of it",
                () -> statuses.getLast().counts().received() > 3
                        && statuses.getLast().state() == State.RECEIVING);

        Parcel rest = parcel(scan(), Parcel.Wish.WHAT_FITS).orElseThrow();
        assertTrue(rest.scan() instanceof RestOfScan, "the rest only");
        assertTrue(rest.scan().readouts() < scan().readouts());
        assertEquals(again.session().traceId(), rest.session().traceId(), "one trace");
        ship(rest);
        await("the second picture", () -> images.size() == 2);
        assertArrayEquals(
                images.get(0).magnitude().data(), images.get(1).magnitude().data());
        await(
                "its end",
                () -> statuses.stream().filter(s -> s.state() == State.DONE).count() == 2);
        assertTrue(
                statuses.getLast().message().startsWith("1 image"),
                statuses.getLast().message());
        assertEquals(List.of(), letters);
    }

    @Test
    void aScanThatIsBeingSentIsNotGoneOnWithUnlessAskedFor() throws Exception {
        Parcel slow = new Parcel(scan(100), SenderSession.begin(), "");
        Thread sender = new Thread(() -> ship(slow), "slow sender");
        sender.setDaemon(true);
        sender.start();
        await("the scan", () -> statuses.stream().anyMatch(s -> s.counts().received() > 5));
        Failure refused = assertThrows(Failure.class, () -> parcel(scan(), Parcel.Wish.WHAT_FITS));
        assertEquals("scan brain-3 is being sent by another sender; --resume takes its place", refused.getMessage());
        sender.interrupt();
        sender.join();
        await("its end", () -> has(State.ABORTED));
    }

    @Test
    void aRecordThatCannotBeUsedIsListedWithItsTraceAndTakenWhenItIsReplayed() throws Exception {
        send(scan(), Parcel.Wish.WHAT_FITS);
        await("its end", () -> has(State.DONE));
        try (var dead = new DeadLetterTopic(connection, topics)) {
            byte[] poison = "no scan record".getBytes(UTF_8);
            dead.send(new ProducerRecord<>(topics.readouts(), "brain-3".getBytes(UTF_8), poison));
            await("its letter", () -> letters.size() == 1);
            List<DeadLetterTopic.Filed> all = dead.all();
            assertEquals(1, all.size());
            DeadLetter letter = all.getFirst().letter();
            ProducerRecord<byte[], byte[]> original = dead.original(letter).orElseThrow();
            assertArrayEquals(poison, original.value());
            assertEquals(topics.readouts(), original.topic());
            String page = DeadLetterView.page(all.getFirst(), original.value(), 8);
            assertTrue(page.contains("6e 6f 20 73 63 61 6e 20") && page.contains("no scan"), page);
            dead.send(original);
            await("the same again", () -> letters.size() == 2);
            assertEquals(letter.reason(), letters.get(1).reason());
            assertTrue(
                    letters.get(1).offset() != letter.offset() || letters.get(1).partition() != letter.partition());
        }
    }

    private void send(ScanSource scan, Parcel.Wish wish) throws Failure {
        ship(parcel(scan, wish).orElseThrow());
    }

    private Optional<Parcel> parcel(ScanSource scan, Parcel.Wish wish) throws Failure {
        try (var recall = new ScanRecall(connection, topics, scan.header().scanId(), InstantSource.system())) {
            return Parcel.of(scan, recall, wish, new JsonOption());
        }
    }

    private void ship(Parcel parcel) {
        try (var sender = new ScanSender(TestBroker.bootstrap(), topics, Pacing.scanner(), Progress.Listener.NONE)) {
            sender.send(parcel.scan(), parcel.session());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ScanSource scan() {
        return scan(5);
    }

    /** 80 readouts, sent at the scanner's pace: so many milliseconds each. */
    private static ScanSource scan(double repetitionMillis) {
        SimulateOptions brain = SimulateOptions.of("brain", 3);
        var simulated = new SimulatedSource(new SimulateOptions(
                        "brain",
                        null,
                        64,
                        1,
                        1,
                        4,
                        1,
                        "full",
                        1.0,
                        8,
                        "linear",
                        .01,
                        true,
                        repetitionMillis,
                        brain.seed())
                .scan());
        return new RequestedScan(simulated, List.of(new UserParameter("larmor.method", "sense")));
    }

    /** A scan whose sender stops for ever after so many readouts, without a word: as if the machine were gone. */
    private static final class Dying extends ForwardingScan {
        private final int after;
        private final CountDownLatch died = new CountDownLatch(1);

        Dying(ScanSource source, int after) {
            super(source);
            this.after = after;
        }

        @Override
        public Iterator<ScanEvent> events() {
            Iterator<ScanEvent> events = source.events();
            return new Iterator<>() {
                private int given;

                @Override
                public boolean hasNext() {
                    return events.hasNext();
                }

                @Override
                public ScanEvent next() {
                    if (given++ > after) {
                        died.countDown();
                        while (true) {
                            java.util.concurrent.locks.LockSupport.park(this);
                        }
                    }
                    return events.next();
                }
            };
        }
    }

    private boolean has(State state) {
        return statuses.stream().anyMatch(status -> status.state() == state);
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        synchronized (this) {
            long end = System.nanoTime() + 60_000_000_000L;
            while (!condition.getAsBoolean()) {
                assertTrue(System.nanoTime() < end, what + " did not come to pass: " + statuses + letters);
                wait(100);
            }
        }
    }

    @Override
    public synchronized void image(ReconImage image) {
        if (image.last()) {
            images.add(image);
        }
        notifyAll();
    }

    @Override
    public synchronized void status(ScanStatus status) {
        statuses.add(status);
        notifyAll();
    }

    @Override
    public synchronized void deadLetter(DeadLetter letter) {
        letters.add(letter);
        notifyAll();
    }
}
