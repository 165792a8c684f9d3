package org.larmor.app.options;

import java.net.URI;
import java.time.Duration;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.Group;
import org.larmor.app.stack.Variables;
import org.larmor.display.dicom.DicomAddress;
import org.larmor.display.dicom.InstanceSender;
import org.larmor.display.dicom.PatientSender;
import org.larmor.display.dicom.StoreScu;
import org.larmor.display.dicom.StowClient;
import picocli.CommandLine.Option;

/** How a DICOM node is spoken to. */
@Group("DICOM node")
public final class NodeOptions {
    @Option(
            names = "--aet",
            paramLabel = "TITLE",
            defaultValue = "LARMOR",
            description = "our own application entity title (default: ${DEFAULT-VALUE})")
    private String title = "";

    @Option(
            names = "--node-timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "for connecting, sending an image, and each answer (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--retries",
            paramLabel = "N",
            defaultValue = "20",
            description = "how often an image is sent again, after 1, 2, 4, ... 60 seconds (default: ${DEFAULT-VALUE})")
    private int retries;

    public InstanceSender sender(String address, PatientSender.Pause pause) throws BadInput {
        if (seconds < 1 || retries < 0) {
            throw new BadInput("--node-timeout is from 1 second, --retries from 0");
        }
        return new PatientSender(
                sender(address, Duration.ofSeconds(seconds)),
                retries,
                pause,
                line -> System.err.println("larmor: " + line));
    }

    private InstanceSender sender(String address, Duration patience) throws BadInput {
        if (address.startsWith("dicom://")) {
            return new StoreScu(DicomAddress.parse(address), title, patience);
        }
        if (address.startsWith("https://") || address.startsWith("http://")) {
            return new StowClient(URI.create(address), System.getenv(Variables.STOW_AUTHORIZATION), patience);
        }
        throw new BadInput("'" + address + "' is neither a folder, nor dicom://AET@host:port, nor http(s)://...");
    }
}
