package org.larmor.app.commands;

import java.time.InstantSource;
import java.util.Optional;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.Failure;
import org.larmor.app.cli.Group;
import org.larmor.app.cli.JsonOption;
import org.larmor.console.ScanSource;
import org.larmor.console.send.ScanRecall;
import org.larmor.proto.Topics;
import org.larmor.proto.access.Access;
import picocli.CommandLine.Option;

/** What is sent of a scan that the service may know already. */
@Group("A scan that is known already")
final class ResumeOptions {
    @Option(
            names = "--resume",
            description =
                    "sends what the service has not of a scan that is running, in the place of whoever sent it; without this"
                            + " only if nobody sends it any more")
    private boolean resume;

    @Option(names = "--again", description = "sends a scan anew that is done already")
    private boolean again;

    /** Empty, with the reason as the answer, where nothing is to be sent. */
    Optional<Parcel> parcel(JsonOption answer, Access access, Topics topics, ScanSource scan) throws BadInput, Failure {
        if (resume && again) {
            throw new BadInput("--resume goes on with a scan, --again sends it anew: give one of them");
        }
        Parcel.Wish wish = resume ? Parcel.Wish.RESUME : again ? Parcel.Wish.AGAIN : Parcel.Wish.WHAT_FITS;
        String scanId = scan.header().scanId();
        try (var recall = new ScanRecall(access.settings(), topics, scanId, InstantSource.system())) {
            return Parcel.of(scan, recall, wish, answer);
        }
    }
}
