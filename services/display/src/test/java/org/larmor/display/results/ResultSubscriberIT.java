package org.larmor.display.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.larmor.core.domain.DeadLetter;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.Stage;
import org.larmor.display.ResultTopics;
import org.larmor.display.Samples;
import org.larmor.display.results.ResultSubscriber.From;
import org.larmor.proto.Topics;

@Timeout(60)
class ResultSubscriberIT {
    @Test
    void missesNothingThatIsPublishedOnceItHasStarted() throws Exception {
        try (ResultTopics results = new ResultTopics()) {
            results.publish(Samples.image("before", ImageIndex.FIRST, Stage.SENSE, 0));
            Recorder now = new Recorder();
            Recorder beginning = new Recorder();

            try (var first = ResultSubscriber.start(results.bootstrap, results.topics, From.NOW, now);
                    var second = ResultSubscriber.start(results.bootstrap, results.topics, From.BEGINNING, beginning)) {
                results.publish(Samples.image("after", ImageIndex.FIRST, Stage.SENSE, 0));

                assertEquals("after", now.next().scanId());
                assertEquals(
                        java.util.Set.of("before", "after"),
                        java.util.Set.of(
                                beginning.next().scanId(), beginning.next().scanId()));
                assertTrue(first != second);
            }
        }
    }

    @Test
    void namesTheTopicThatIsNotThere() throws Exception {
        try (ResultTopics results = new ResultTopics()) {
            Topics others = new Topics("never-created");

            IOException refused = assertThrows(
                    IOException.class,
                    () -> ResultSubscriber.start(results.bootstrap, others, From.NOW, new Recorder()));

            assertTrue(String.valueOf(refused.getMessage()).contains("never-created.status"), refused::getMessage);
        }
    }

    @Test
    void refusesAnAddressThatIsNone() {
        IOException refused = assertThrows(
                IOException.class, () -> ResultSubscriber.start("nowhere", Topics.DEFAULT, From.NOW, new Recorder()));

        assertTrue(String.valueOf(refused.getMessage()).contains("'nowhere'"), refused::getMessage);
    }

    private static final class Recorder implements ResultListener {
        private final BlockingQueue<ReconImage> images = new LinkedBlockingQueue<>();

        ReconImage next() throws InterruptedException {
            ReconImage image = images.poll(30, TimeUnit.SECONDS);
            if (image == null) {
                throw new AssertionError("no picture came");
            }
            return image;
        }

        @Override
        public void image(ReconImage image) {
            images.add(image);
        }

        @Override
        public void status(ScanStatus status) {
            throw new AssertionError("no status was published");
        }

        @Override
        public void deadLetter(DeadLetter letter) {
            throw new AssertionError("no dead letter was published");
        }
    }
}
