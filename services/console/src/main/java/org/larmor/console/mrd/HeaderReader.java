package org.larmor.console.mrd;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.larmor.console.ConsoleException;
import org.larmor.core.assembly.KSpaceAssembler;
import org.larmor.core.domain.EncodedSpace;
import org.larmor.core.domain.EncodingLimits.Limit;
import org.larmor.core.domain.ScanHeader.UserParameter;
import org.larmor.core.domain.Trajectory;
import org.larmor.core.domain.Vector3;

/**
 * What Larmor takes from an MRD header: the first encoding, and what describes the scan. Whatever describes the patient is
 * left behind; study and series become pseudonyms.
 */
public final class HeaderReader {
    private static final List<String> PERSONAL = List.of("patient", "subject", "birth", "physician", "operator");

    private final HeaderXml root;
    private final HeaderXml encoding;

    /** @throws ConsoleException if it is not the header of an MRD scan */
    public HeaderReader(String xml) {
        this.root = HeaderXml.parse(xml);
        if (!root.name().equals("ismrmrdHeader")) {
            throw new ConsoleException("the MRD header is a <" + root.name() + ">, not an <ismrmrdHeader>");
        }
        this.encoding =
                root.find("encoding").orElseThrow(() -> new ConsoleException("the MRD header describes no encoding"));
    }

    /** The matrix that the readouts fill. */
    public EncodedSpace encoded() {
        return space(encoding.find("encodedSpace")
                .orElseThrow(() -> new ConsoleException("the MRD header has no encoded matrix")));
    }

    /** The matrix of the pictures; the encoded one where none is named. */
    public EncodedSpace recon() {
        return encoding.find("reconSpace").map(HeaderReader::space).orElseGet(this::encoded);
    }

    private static EncodedSpace space(HeaderXml space) {
        return new EncodedSpace(
                space.integer("matrixSize/x", 0),
                space.integer("matrixSize/y", 0),
                Math.max(1, space.integer("matrixSize/z", 1)),
                new Vector3(
                        (float) space.number("fieldOfView_mm/x", 0),
                        (float) space.number("fieldOfView_mm/y", 0),
                        (float) space.number("fieldOfView_mm/z", 0)));
    }

    /** The range of a counter, if the header states it. */
    public Optional<Limit> limit(String name) {
        return encoding.find("encodingLimits/" + name)
                .map(limit -> new Limit(
                        limit.integer("minimum", 0), limit.integer("maximum", 0), limit.integer("center", 0)));
    }

    public Trajectory trajectory() {
        return switch (encoding.text("trajectory").toLowerCase(Locale.ROOT)) {
            case "", "cartesian" -> Trajectory.CARTESIAN;
            case "epi" -> Trajectory.EPI;
            case "radial" -> Trajectory.RADIAL;
            case "goldenangle" -> Trajectory.GOLDEN_ANGLE;
            case "spiral" -> Trajectory.SPIRAL;
            default -> Trajectory.OTHER;
        };
    }

    public double acceleration() {
        return Math.max(1, encoding.number("parallelImaging/accelerationFactor/kspace_encoding_step_1", 1));
    }

    public double repetitionTimeMillis() {
        return Math.max(0, root.number("sequenceParameters/TR", 0));
    }

    public String protocol() {
        return root.text("measurementInformation/protocolName");
    }

    public String anatomy() {
        return root.text("studyInformation/bodyPartExamined").toLowerCase(Locale.ROOT);
    }

    public String studyId() {
        String uid = root.text("studyInformation/studyInstanceUID");
        return pseudonym(uid.isEmpty() ? root.text("studyInformation/studyID") : uid);
    }

    public String seriesId() {
        String uid = root.text("measurementInformation/seriesInstanceUIDRoot");
        return pseudonym(uid.isEmpty() ? root.text("measurementInformation/measurementID") : uid);
    }

    /** User parameters that do not look like a person's, and the noise bandwidth. */
    public List<UserParameter> userParameters() {
        List<UserParameter> parameters = new ArrayList<>();
        root.find("userParameters").ifPresent(user -> {
            for (String kind : List.of("userParameterLong", "userParameterDouble", "userParameterString")) {
                for (HeaderXml parameter : user.children(kind)) {
                    String name = parameter.text("name");
                    if (PERSONAL.stream().noneMatch(name.toLowerCase(Locale.ROOT)::contains)) {
                        parameters.add(new UserParameter(name, parameter.text("value")));
                    }
                }
            }
        });
        String bandwidth = root.text("acquisitionSystemInformation/relativeReceiverNoiseBandwidth");
        if (!bandwidth.isEmpty()) {
            parameters.add(new UserParameter(KSpaceAssembler.RELATIVE_NOISE_BANDWIDTH, bandwidth));
        }
        return parameters;
    }

    /** The beginning of the SHA-256 of an identifier, or empty where there is none. */
    private static String pseudonym(String identifier) {
        if (identifier.isEmpty()) {
            return "";
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(identifier.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
