package org.larmor.core.domain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a scan before its first readout: the patient-free part of an MRD (ISMRMRD) header.
 *
 * @param scanId unique name of the scan, 1 to 128 of {@code [A-Za-z0-9._-]}
 * @param studyId pseudonym of the study, or empty
 * @param seriesId pseudonym of the series, or empty
 * @param protocol name of the protocol as the console shows it, or empty
 * @param anatomy what is imaged, lower case ("brain", "knee", "heart"), or empty when not told
 * @param encoded matrix and field of view that the readouts fill, readout oversampling included
 * @param recon matrix and field of view of the pictures
 * @param limits ranges of the encoding counters
 * @param coils number of receive coils
 * @param trajectory how k-space is travelled; only {@link Trajectory#CARTESIAN} is reconstructed
 * @param acceleration nominal R along the first phase encoding; 1 when fully sampled
 * @param sampleTimeMicros dwell time of one sample, microseconds; 0 when not told
 * @param repetitionTimeMillis time between two readouts (TR), milliseconds; 0 when not told
 * @param expectedReadouts how many readouts the console means to send; 0 when not told
 * @param requestedNrmse error bound at which the console would stop early, or null
 * @param userParameters name and value of whatever else the header says, kept as it came
 */
public record ScanHeader(
        String scanId,
        String studyId,
        String seriesId,
        String protocol,
        String anatomy,
        EncodedSpace encoded,
        EncodedSpace recon,
        EncodingLimits limits,
        int coils,
        Trajectory trajectory,
        double acceleration,
        double sampleTimeMicros,
        double repetitionTimeMillis,
        long expectedReadouts,
        @Nullable Double requestedNrmse,
        List<UserParameter> userParameters) {
    public ScanHeader {
        if (!scanId.matches("[A-Za-z0-9._-]{1,128}")) {
            throw new IllegalArgumentException("scan id '" + scanId + "' is not 1 to 128 of A-Z a-z 0-9 . _ -");
        }
        userParameters = List.copyOf(userParameters);
    }

    /** The same of a scan of another name. */
    public ScanHeader withScanId(String other) {
        return with(other, studyId, limits, userParameters);
    }

    /** The same with other ranges of the counters. */
    public ScanHeader withLimits(EncodingLimits other) {
        return with(scanId, studyId, other, userParameters);
    }

    /** The same with these user parameters besides, each in the place of one of its name. */
    public ScanHeader withParameters(List<UserParameter> added) {
        List<UserParameter> all = new ArrayList<>(userParameters);
        all.removeIf(p -> added.stream().anyMatch(a -> a.name().equals(p.name())));
        all.addAll(added);
        return withUserParameters(all);
    }

    /** The same with other user parameters. */
    public ScanHeader withUserParameters(List<UserParameter> other) {
        return with(scanId, studyId, limits, other);
    }

    /** The same of another study. */
    public ScanHeader withStudy(String other) {
        return with(scanId, other, limits, userParameters);
    }

    private ScanHeader with(String scan, String study, EncodingLimits ranges, List<UserParameter> parameters) {
        return new ScanHeader(
                scan,
                study,
                seriesId,
                protocol,
                anatomy,
                encoded,
                recon,
                ranges,
                coils,
                trajectory,
                acceleration,
                sampleTimeMicros,
                repetitionTimeMillis,
                expectedReadouts,
                requestedNrmse,
                parameters);
    }

    /** A named value that Larmor carries without understanding it. */
    public record UserParameter(String name, String value) {}
}
