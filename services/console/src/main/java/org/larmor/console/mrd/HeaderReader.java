package org.larmor.console.mrd;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.larmor.console.ConsoleException;
import org.larmor.console.privacy.Identifiers;
import org.larmor.console.privacy.Pseudonyms;
import org.larmor.core.assembly.KSpaceAssembler;
import org.larmor.core.domain.EncodedSpace;
import org.larmor.core.domain.EncodingLimits.Limit;
import org.larmor.core.domain.ScanHeader.UserParameter;
import org.larmor.core.domain.Trajectory;
import org.larmor.core.domain.Vector3;

/**
 * What Larmor takes from an MRD header: the first encoding, and what describes the scan. Whatever describes the patient is
 * left behind, and so are texts in which that occurs; study and series become pseudonyms.
 */
public final class HeaderReader {
    private static final List<String> PERSONAL = List.of("patient", "subject", "birth", "physician", "operator");

    /** Texts that others have written for others; of those only Larmor's own are understood, so only they are taken. */
    private static final String TEXT = "userParameterString";

    private static final String OWN = "larmor.";

    private static final List<String> IDENTIFYING = List.of(
            "subjectInformation/patientName",
            "subjectInformation/patientID",
            "subjectInformation/patientBirthdate",
            "studyInformation/studyID",
            "studyInformation/accessionNumber",
            "studyInformation/referringPhysicianName",
            "studyInformation/studyInstanceUID",
            "measurementInformation/measurementID",
            "measurementInformation/seriesInstanceUIDRoot",
            "measurementInformation/frameOfReferenceUID",
            "acquisitionSystemInformation/deviceID",
            "acquisitionSystemInformation/deviceSerialNumber");

    private final Pseudonyms pseudonyms;
    private final Identifiers identifiers;
    private final HeaderXml root;
    private final HeaderXml encoding;

    /** @throws ConsoleException if it is not the header of an MRD scan */
    public HeaderReader(String xml) {
        this(xml, Pseudonyms.PASSING);
    }

    /** @throws ConsoleException if it is not the header of an MRD scan */
    public HeaderReader(String xml, Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
        this.root = HeaderXml.parse(xml);
        if (!root.name().equals("ismrmrdHeader")) {
            throw new ConsoleException("the MRD header is a <" + root.name() + ">, not an <ismrmrdHeader>");
        }
        this.identifiers = new Identifiers(IDENTIFYING.stream().map(root::text).toList());
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
        return identifiers.clean(root.text("measurementInformation/protocolName"));
    }

    public String anatomy() {
        return identifiers.clean(root.text("studyInformation/bodyPartExamined")).toLowerCase(Locale.ROOT);
    }

    public String studyId() {
        String uid = root.text("studyInformation/studyInstanceUID");
        return pseudonyms.of(uid.isEmpty() ? root.text("studyInformation/studyID") : uid);
    }

    public String seriesId() {
        String uid = root.text("measurementInformation/seriesInstanceUIDRoot");
        return pseudonyms.of(uid.isEmpty() ? root.text("measurementInformation/measurementID") : uid);
    }

    /** User parameters that do not look like a person's, and the noise bandwidth. */
    public List<UserParameter> userParameters() {
        List<UserParameter> parameters = new ArrayList<>();
        root.find("userParameters").ifPresent(user -> {
            for (String kind : List.of("userParameterLong", "userParameterDouble", TEXT)) {
                for (HeaderXml parameter : user.children(kind)) {
                    var told = new UserParameter(parameter.text("name"), parameter.text("value"));
                    if ((!kind.equals(TEXT) || told.name().startsWith(OWN)) && isAboutTheScan(told)) {
                        parameters.add(told);
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

    private boolean isAboutTheScan(UserParameter parameter) {
        String name = parameter.name().toLowerCase(Locale.ROOT);
        return PERSONAL.stream().noneMatch(name::contains)
                && !identifiers.isIn(name)
                && !identifiers.isIn(parameter.value());
    }

    /** Whether a text from beside the header names whom the header names. */
    public Identifiers identifiers() {
        return identifiers;
    }
}
