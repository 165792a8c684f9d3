package org.larmor.console.mrd;

import java.util.ArrayList;
import java.util.List;
import org.larmor.core.assembly.KSpaceAssembler;
import org.larmor.core.domain.EncodingLimits;
import org.larmor.core.domain.EncodingLimits.Limit;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.ScanHeader.UserParameter;

/** Makes a scan's header of an MRD header and of what its acquisitions say. */
public final class MrdHeader {
    private static final List<String> COUNTERS =
            List.of("average", "slice", "contrast", "phase", "repetition", "set", "segment");

    private MrdHeader() {}

    /** Whether the header states the range of every counter, so that the acquisitions need not be looked at. */
    public static boolean hasAllLimits(HeaderReader reader) {
        return COUNTERS.stream().allMatch(name -> reader.limit(name).isPresent());
    }

    /** @throws IllegalArgumentException if the id is none */
    public static ScanHeader of(String scanId, HeaderReader reader, Survey survey) {
        return new ScanHeader(
                scanId,
                reader.studyId(),
                reader.seriesId(),
                reader.protocol(),
                reader.anatomy(),
                reader.encoded(),
                reader.recon(),
                limits(reader, survey),
                survey.coils(),
                reader.trajectory(),
                reader.acceleration(),
                survey.sampleTimeMicros(),
                reader.repetitionTimeMillis(),
                survey.readouts(),
                null,
                parameters(reader, survey));
    }

    private static EncodingLimits limits(HeaderReader reader, Survey survey) {
        return new EncodingLimits(
                reader.limit("kspace_encoding_step_0").orElse(Limit.SINGLE),
                reader.limit("kspace_encoding_step_1").orElse(Limit.SINGLE),
                limit(reader, survey, "kspace_encoding_step_2", "kspace_encode_step_2"),
                limit(reader, survey, "average", "average"),
                limit(reader, survey, "slice", "slice"),
                limit(reader, survey, "contrast", "contrast"),
                limit(reader, survey, "phase", "phase"),
                limit(reader, survey, "repetition", "repetition"),
                limit(reader, survey, "set", "set"),
                limit(reader, survey, "segment", "segment"));
    }

    private static Limit limit(HeaderReader reader, Survey survey, String name, String counter) {
        return reader.limit(name).orElseGet(() -> new Limit(0, survey.highest(counter), 0));
    }

    private static List<UserParameter> parameters(HeaderReader reader, Survey survey) {
        List<UserParameter> parameters = new ArrayList<>(reader.userParameters());
        if (survey.noiseSampleTimeMicros() > 0 && survey.noiseSampleTimeMicros() != survey.sampleTimeMicros()) {
            parameters.add(new UserParameter(
                    KSpaceAssembler.NOISE_DWELL_TIME_MICROS, String.valueOf(survey.noiseSampleTimeMicros())));
        }
        return parameters;
    }
}
