package org.larmor.app.options;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.Group;
import org.larmor.core.domain.ScanHeader.UserParameter;
import org.larmor.core.domain.ScanTag;
import picocli.CommandLine.Option;

/** What a scan's header says of its contrast, its study, and the anomaly map that it asks for. */
@Group("Contrast, study and anomaly map")
public final class ContrastOptions {
    @Option(
            names = "--contrast",
            paramLabel = "NAME",
            description =
                    "how the pictures are weighted: t1, t1c, t2 or flair; of several echoes one each, with commas")
    private @Nullable String contrast;

    @Option(
            names = "--study",
            paramLabel = "ID",
            description = "pseudonym of the study; the contrasts of one study are joined")
    private @Nullable String study;

    @Option(
            names = "--study-contrasts",
            paramLabel = "NAMES",
            description = "the contrasts that the study will have, with commas: an anomaly map waits for no others")
    private @Nullable String studyContrasts;

    @Option(
            names = "--anomaly",
            description = "asks for an anomaly map (not for diagnosis), or for the reason why there is none")
    private boolean anomaly;

    @Option(names = "--counterpart", description = "the same with the healthy counterpart beside it")
    private boolean counterpart;

    /** Pseudonym of the study that the scan is to belong to; null for what the scan says. */
    public @Nullable String study() {
        return study;
    }

    public boolean asksForMap() {
        return anomaly || counterpart;
    }

    public List<UserParameter> wishes() {
        List<UserParameter> wishes = new ArrayList<>();
        add(wishes, ScanTag.CONTRAST, contrast);
        add(wishes, ScanTag.STUDY_CONTRASTS, studyContrasts);
        add(wishes, ScanTag.ANOMALY, counterpart ? "counterpart" : anomaly ? "map" : null);
        return wishes;
    }

    /** The same of a scan that comes alone: unless it says so, its map waits for no other contrast. */
    public List<UserParameter> alone() {
        List<UserParameter> wishes = wishes();
        add(wishes, ScanTag.STUDY_CONTRASTS, studyContrasts == null ? contrast : null);
        return wishes;
    }

    private static void add(List<UserParameter> wishes, String name, @Nullable String value) {
        if (value != null) {
            wishes.add(new UserParameter(name, value));
        }
    }
}
