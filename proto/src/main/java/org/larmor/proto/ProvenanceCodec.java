package org.larmor.proto;

import java.util.ArrayList;
import java.util.List;
import org.larmor.core.domain.Provenance;
import org.larmor.core.domain.Provenance.Step;

/** How a picture was made, to and from the wire. */
final class ProvenanceCodec {
    private ProvenanceCodec() {}

    static org.larmor.proto.v1.Provenance write(Provenance provenance) {
        org.larmor.proto.v1.Provenance.Builder wire = org.larmor.proto.v1.Provenance.newBuilder()
                .setMethod(provenance.method())
                .setModel(provenance.model())
                .setModelVersion(provenance.modelVersion())
                .setModelDigest(provenance.modelDigest())
                .setEvaluations(provenance.evaluations())
                .setSamples(provenance.samples())
                .setWarmStart(provenance.warmStart())
                .setSeed(provenance.seed())
                .setNoiseLevel(provenance.noiseLevel())
                .setAcceleration(provenance.acceleration())
                .setRemark(provenance.remark());
        for (Step step : provenance.steps()) {
            wire.addSteps(
                    org.larmor.proto.v1.Step.newBuilder().setName(step.name()).setMillis(step.millis()));
        }
        return wire.build();
    }

    static Provenance read(org.larmor.proto.v1.Provenance wire) {
        List<Step> steps = new ArrayList<>(wire.getStepsCount());
        for (org.larmor.proto.v1.Step step : wire.getStepsList()) {
            steps.add(new Step(step.getName(), step.getMillis()));
        }
        return new Provenance(
                wire.getMethod(),
                wire.getModel(),
                wire.getModelVersion(),
                wire.getModelDigest(),
                wire.getEvaluations(),
                wire.getSamples(),
                wire.getWarmStart(),
                wire.getSeed(),
                wire.getNoiseLevel(),
                wire.getAcceleration(),
                wire.getRemark(),
                steps);
    }
}
