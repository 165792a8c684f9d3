package org.larmor.core.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.larmor.core.domain.ScanHeader.UserParameter;

/**
 * What a scan's header says that every consumer of its pictures may need; carried beside each of them without being understood.
 *
 * @param studyId pseudonym of the study, by which pictures of several contrasts are joined; or empty
 * @param anatomy what is imaged, lower case, or empty where not told
 * @param contrast how the picture is weighted ("t1", "t1c", "t2", "flair"), lower case, or empty where not told
 * @param studyContrasts the contrasts that the study will have, so that nobody need wait for others; empty where not told
 * @param anomaly what is asked of an anomaly map: {@code none}, {@code map} or {@code counterpart} (the map with the healthy
 *     counterpart beside it); empty where nothing is
 */
public record ScanTag(String studyId, String anatomy, String contrast, List<String> studyContrasts, String anomaly) {
    /** The user parameter that names the contrast; of a scan with several one for each value of the counter, with commas. */
    public static final String CONTRAST = "larmor.contrast";

    /** The user parameter that names the contrasts of the whole study, with commas. */
    public static final String STUDY_CONTRASTS = "larmor.study_contrasts";

    /** The user parameter that asks for an anomaly map, or not. */
    public static final String ANOMALY = "larmor.anomaly";

    public static final ScanTag NONE = new ScanTag("", "", "", List.of(), "");

    public ScanTag {
        studyContrasts = List.copyOf(studyContrasts);
    }

    /** Of one image of the scan with this header. */
    public static ScanTag of(ScanHeader header, ImageIndex index) {
        List<String> contrasts = names(header, CONTRAST);
        int which = contrasts.size() == 1
                ? 0
                : index.contrast() - header.limits().contrast().minimum();
        return new ScanTag(
                header.studyId(),
                header.anatomy(),
                which >= 0 && which < contrasts.size() ? contrasts.get(which) : "",
                names(header, STUDY_CONTRASTS),
                value(header, ANOMALY));
    }

    private static List<String> names(ScanHeader header, String parameter) {
        String value = value(header, parameter);
        return value.isEmpty()
                ? List.of()
                : Arrays.stream(value.split(",", -1)).map(String::strip).toList();
    }

    private static String value(ScanHeader header, String parameter) {
        return header.userParameters().stream()
                .filter(p -> p.name().equals(parameter))
                .map(UserParameter::value)
                .findFirst()
                .orElse("")
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
