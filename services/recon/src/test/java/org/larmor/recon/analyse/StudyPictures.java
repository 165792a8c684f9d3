package org.larmor.recon.analyse;

import java.util.List;
import org.larmor.core.domain.AnomalyMap.Source;
import org.larmor.core.domain.Contrast;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Readout.Placement;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ScanTag;
import org.larmor.core.domain.Vector3;
import org.larmor.recon.flow.Position;

/** Small pictures of studies. */
final class StudyPictures {
    static final int SIDE = 4;

    private long offset;

    /** A slice 6 mm from the next, of a scan that names its study and no other contrast. */
    StudyPicture picture(String study, String scan, Contrast contrast, int slice) {
        return picture(study, scan, contrast, new ImageIndex(0, 0, 0, slice), 0, 6f * slice + 10);
    }

    StudyPicture picture(String study, String scan, Contrast contrast, ImageIndex index, int revision, float z) {
        Placement axial = Placement.AXIAL;
        Placement placement = new Placement(new Vector3(0, 0, z), axial.read(), axial.phase(), axial.slice());
        return new StudyPicture(
                new Source(scan, index, revision, contrast),
                new ScanTag(study, "brain", contrast.label(), List.of(), ""),
                new Geometry(placement, new Vector3(200, 200, 5)),
                new RealImage(SIDE, SIDE, new float[SIDE * SIDE]),
                0,
                new Position("images", 0, offset++));
    }

    /** The same of a study that will have these contrasts. */
    static StudyPicture expecting(StudyPicture p, String... contrasts) {
        ScanTag tag = new ScanTag(
                p.tag().studyId(),
                p.tag().anatomy(),
                p.tag().contrast(),
                List.of(contrasts),
                p.tag().anomaly());
        return new StudyPicture(p.source(), tag, p.geometry(), p.magnitude(), p.published(), p.position());
    }
}
