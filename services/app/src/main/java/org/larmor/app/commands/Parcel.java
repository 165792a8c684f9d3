package org.larmor.app.commands;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.Failure;
import org.larmor.app.cli.JsonOption;
import org.larmor.console.ScanSource;
import org.larmor.console.send.RestOfScan;
import org.larmor.console.send.ScanRecall;
import org.larmor.console.send.SenderSession;
import org.larmor.core.domain.ScanStatus;
import org.larmor.core.domain.ScanStatus.Intake;

/**
 * What is to be sent of a scan that the service may know already, and as whom.
 *
 * @param note one line for a person, or empty
 */
record Parcel(ScanSource scan, SenderSession session, String note) {
    /** A scan that is being sent is told of more often than that. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    /** What a person asks for where the scan is known. */
    enum Wish {
        /** To go on with it, if nobody sends it. */
        WHAT_FITS,
        /** To take the place of whoever sends it. */
        RESUME,
        /** To send it anew where it is done. */
        AGAIN
    }

    /**
     * All of the scan where it is not known or has failed, the rest of one that was not sent to its end; empty, with the reason
     * as the answer, where nothing is to be sent.
     *
     * @throws Failure with one line if it cannot be gone on with
     */
    static Optional<Parcel> of(ScanSource scan, ScanRecall recall, Wish wish, JsonOption answer) throws Failure {
        ScanStatus status = recall.latest().orElse(null);
        if (status == null) {
            return Optional.of(whole(scan, wish == Wish.RESUME ? "nothing of it is known: all of it is sent" : ""));
        }
        return switch (status.state()) {
            case DONE -> done(scan, status, wish, answer);
            case FAILED, ABORTED ->
                Optional.of(whole(scan, "it is sent anew; before it was given up: " + status.message()));
            case STARTED, RECEIVING, SUFFICIENT_QUALITY, RECONSTRUCTING, ANOMALY_REFUSED ->
                rest(scan, recall, status, wish, answer);
        };
    }

    private static Parcel whole(ScanSource scan, String note) {
        return new Parcel(scan, SenderSession.begin(), note);
    }

    private static Optional<Parcel> done(ScanSource scan, ScanStatus status, Wish wish, JsonOption answer) {
        if (wish == Wish.AGAIN) {
            return Optional.of(whole(scan, ""));
        }
        return nothing(status, "done already (" + status.message() + "); --again sends it anew", answer);
    }

    private static Optional<Parcel> nothing(ScanStatus status, String why, JsonOption answer) {
        answer.give(Sending.Sent.nothing(status.scanId(), why), status.scanId() + ": " + why + "\n");
        return Optional.empty();
    }

    private static Optional<Parcel> rest(
            ScanSource scan, ScanRecall recall, ScanStatus status, Wish wish, JsonOption answer) throws Failure {
        @Nullable Intake intake = status.intake();
        if (intake == null) {
            String again = wish == Wish.AGAIN ? "; --again sends it anew when they are there" : "";
            return nothing(status, "all of it has arrived, its pictures are being made" + again, answer);
        }
        if (intake.sender() == 0) {
            throw new Failure("scan " + status.scanId() + " is running and its sender does not say who it is,"
                    + " so that nobody can take its place");
        }
        if (wish != Wish.RESUME && recall.isMoving(QUIET)) {
            throw new Failure("scan " + status.scanId() + " is being sent by another sender; --resume takes its place");
        }
        RestOfScan rest = new RestOfScan(scan, intake.awaited());
        String note = String.format(
                Locale.ROOT,
                "goes on with %s: %,d of %,d readouts are there",
                status.scanId(),
                rest.arrived(),
                scan.readouts());
        return Optional.of(new Parcel(rest, SenderSession.instead(status, intake), note));
    }
}
