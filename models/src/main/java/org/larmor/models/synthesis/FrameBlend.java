package org.larmor.models.synthesis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.RealVolume;
import org.larmor.core.motion.DisplacementField;
import org.larmor.models.zoo.DeformableDescription.Ease;

/**
 * Frames of a source moved by gamma, or of that and the target moved back by 1 - gamma: (1 - gamma) S o phi + gamma T o psi,
 * where gamma is the share of the motion that is done by then. Its variance is that of a picture which is either of both with these weights: the mean of their variances, and of their squared
 * distances from the blend.
 */
final class FrameBlend {
    private final MovingPicture source;
    private final @Nullable MovingPicture target;
    private final FrameUncertainty uncertainty;
    private final boolean fields;
    private final Ease course;

    /**
     * @param pictures the source alone, or source and target
     * @param course of the motion in time
     */
    FrameBlend(List<MovingPicture> pictures, FrameUncertainty uncertainty, boolean fields, Ease course) {
        this.source = pictures.get(0);
        this.target = pictures.size() > 1 ? pictures.get(1) : null;
        this.uncertainty = uncertainty;
        this.fields = fields;
        this.course = course;
    }

    /** A moved picture, its share of the frame and its variance (null for none). */
    private record Layer(RealVolume moved, double weight, double @Nullable [] variance, double foldedShare) {}

    /** The device is asked for all fields first: while pictures are moved, others have it. */
    SynthesisedFrame frame(double gamma) {
        double motion = course.at(gamma);
        double backward = target == null ? 0 : motion;
        boolean needed = motion > 0 && (fields || backward < 1);
        DisplacementField field = needed ? source.field(motion) : null;
        DisplacementField back = target != null && backward > 0 && motion < 1 ? target.field(1 - motion) : null;
        List<Layer> layers = new ArrayList<>();
        if (backward < 1) {
            layers.add(layer(source, field, motion, 1 - backward));
        }
        if (target != null && backward > 0) {
            layers.add(layer(target, back, 1 - motion, backward));
        }
        RealVolume picture = blended(layers);
        return new SynthesisedFrame(
                gamma,
                picture,
                uncertainty.noise() == null ? null : deviation(layers, picture),
                fields ? (field == null ? still() : field) : null,
                layers.stream().mapToDouble(Layer::foldedShare).average().orElse(0));
    }

    /** @param field null where the picture does not move: then it is known */
    private Layer layer(MovingPicture picture, @Nullable DisplacementField field, double gamma, double weight) {
        if (field == null) {
            return new Layer(picture.picture(), weight, null, 0);
        }
        RealVolume moved = field.moved(picture.picture());
        double[] variance = uncertainty.noise() == null ? null : picture.variance(gamma, moved);
        return new Layer(moved, weight, variance, field.foldedShare());
    }

    private static RealVolume blended(List<Layer> layers) {
        RealVolume first = layers.get(0).moved;
        if (layers.size() == 1) {
            return first;
        }
        float[] blend = new float[first.data().length];
        for (Layer layer : layers) {
            for (int i = 0; i < blend.length; i++) {
                blend[i] += (float) (layer.weight * layer.moved.data()[i]);
            }
        }
        return new RealVolume(first.slices(), first.rows(), first.columns(), blend);
    }

    private RealVolume deviation(List<Layer> layers, RealVolume picture) {
        double[] variance = new double[picture.data().length];
        double factor = uncertainty.factor() * uncertainty.factor();
        double floor = uncertainty.floor() * uncertainty.floor();
        for (Layer layer : layers) {
            for (int i = 0; i < variance.length; i++) {
                double own = layer.variance == null ? 0 : factor * (layer.variance[i] + floor);
                double distance = (double) layer.moved.data()[i] - picture.data()[i];
                variance[i] += layer.weight * (own + distance * distance);
            }
        }
        float[] deviation = new float[variance.length];
        for (int i = 0; i < deviation.length; i++) {
            deviation[i] = (float) Math.sqrt(variance[i]);
        }
        return new RealVolume(picture.slices(), picture.rows(), picture.columns(), deviation);
    }

    private DisplacementField still() {
        RealVolume picture = source.picture();
        return DisplacementField.zero(source.dimensions(), picture.slices(), picture.rows(), picture.columns());
    }
}
