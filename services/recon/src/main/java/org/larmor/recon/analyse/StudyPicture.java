package org.larmor.recon.analyse;

import org.larmor.core.domain.AnomalyMap.Source;
import org.larmor.core.domain.Contrast;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ReconImage;
import org.larmor.core.domain.ScanTag;
import org.larmor.recon.flow.Position;
import org.larmor.recon.flow.Published;

/**
 * A picture that a map is to be made of, without what the map does not need.
 *
 * @param published when it was, milliseconds since the epoch
 */
record StudyPicture(
        Source source, ScanTag tag, Geometry geometry, RealImage magnitude, double published, Position position) {
    static StudyPicture of(Published of, Contrast contrast) {
        ReconImage image = of.picture().image();
        return new StudyPicture(
                new Source(image.scanId(), image.index(), image.revision(), contrast),
                of.picture().tag(),
                image.geometry(),
                image.magnitude(),
                image.timing().published(),
                of.position());
    }

    Contrast contrast() {
        return source.contrast();
    }

    ImageIndex index() {
        return source.index();
    }

    /** What is joined: the study, or the scan where it names none. */
    String study() {
        return tag.studyId().isEmpty() ? "scan " + source.scanId() : "study " + tag.studyId();
    }

    boolean wantsCounterpart() {
        return tag.anomaly().equals(Admission.COUNTERPART);
    }

    long bytes() {
        return 4L * magnitude.data().length;
    }

    /**
     * Whether two pictures of a study show the same place: of one size, repetition and phase, their centres and edges no farther apart
     * than the tolerance. Where no place is told (both lie at the origin) the number of the slice has to be the same as well.
     */
    boolean isPlacedAs(StudyPicture other, double toleranceMm) {
        boolean sized = magnitude.rows() == other.magnitude.rows()
                && magnitude.columns() == other.magnitude.columns()
                && index().repetition() == other.index().repetition()
                && index().phase() == other.index().phase();
        if (!sized) {
            return false;
        }
        Edges mine = Edges.of(geometry);
        boolean told = mine.norm() > 0 || Edges.of(other.geometry).norm() > 0;
        return (told || index().slice() == other.index().slice())
                && mine.distance(Edges.of(other.geometry)) <= toleranceMm;
    }

    /** Centre and half axes of a picture, mm. */
    private record Edges(double[] centre, double[] read, double[] phase) {
        static Edges of(Geometry geometry) {
            var placement = geometry.placement();
            return new Edges(
                    scaled(placement.position(), 1),
                    scaled(placement.read(), geometry.fieldOfViewMm().x() / 2),
                    scaled(placement.phase(), geometry.fieldOfViewMm().y() / 2));
        }

        private static double[] scaled(org.larmor.core.domain.Vector3 v, double factor) {
            return new double[] {factor * v.x(), factor * v.y(), factor * v.z()};
        }

        /** Of the centre from the origin. */
        double norm() {
            return distance(centre, new double[3]);
        }

        double distance(Edges other) {
            return Math.max(
                    distance(centre, other.centre), Math.max(distance(read, other.read), distance(phase, other.phase)));
        }

        private static double distance(double[] a, double[] b) {
            return Math.hypot(Math.hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]);
        }
    }
}
