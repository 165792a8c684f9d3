package org.larmor.proto;

import java.util.ArrayList;
import java.util.List;
import org.larmor.core.domain.EncodedSpace;
import org.larmor.core.domain.ScanHeader;
import org.larmor.core.domain.ScanHeader.UserParameter;
import org.larmor.core.domain.Trajectory;
import org.larmor.proto.v1.ScanStarted;

/** The header of a scan to and from the wire. */
final class HeaderCodec {
    private HeaderCodec() {}

    static ScanStarted write(ScanHeader header) {
        ScanStarted.Builder wire = ScanStarted.newBuilder()
                .setStudyId(header.studyId())
                .setSeriesId(header.seriesId())
                .setProtocol(header.protocol())
                .setAnatomy(header.anatomy())
                .setEncoded(write(header.encoded()))
                .setRecon(write(header.recon()))
                .setLimits(LimitsCodec.write(header.limits()))
                .setCoils(header.coils())
                .setTrajectory(write(header.trajectory()))
                .setAcceleration(header.acceleration())
                .setSampleTimeUs(header.sampleTimeMicros())
                .setRepetitionTimeMs(header.repetitionTimeMillis())
                .setExpectedReadouts(header.expectedReadouts());
        Double nrmse = header.requestedNrmse();
        if (nrmse != null) {
            wire.setRequestedNrmse(nrmse);
        }
        for (UserParameter parameter : header.userParameters()) {
            wire.addUserParameters(org.larmor.proto.v1.UserParameter.newBuilder()
                    .setName(parameter.name())
                    .setValue(parameter.value()));
        }
        return wire.build();
    }

    static ScanHeader read(Door door, ScanStarted wire) throws WireException {
        return new ScanHeader(
                door.scanId(),
                door.text("study_id", wire.getStudyId()),
                door.text("series_id", wire.getSeriesId()),
                door.text("protocol", wire.getProtocol()),
                door.text("anatomy", wire.getAnatomy()),
                space(door, "encoded", wire.hasEncoded(), wire.getEncoded(), 2),
                space(door, "recon", wire.hasRecon(), wire.getRecon(), 1),
                LimitsCodec.read(door, wire.getLimits()),
                door.range("coils", wire.getCoils(), 1, door.limits().coils()),
                trajectory(door, wire),
                door.positiveOrZero("acceleration", wire.getAcceleration()),
                door.positiveOrZero("sample_time_us", wire.getSampleTimeUs()),
                door.positiveOrZero("repetition_time_ms", wire.getRepetitionTimeMs()),
                door.count("expected_readouts", wire.getExpectedReadouts()),
                wire.hasRequestedNrmse() ? door.positiveOrZero("requested_nrmse", wire.getRequestedNrmse()) : null,
                userParameters(door, wire));
    }

    private static List<UserParameter> userParameters(Door door, ScanStarted wire) throws WireException {
        door.range(
                "number of user parameters",
                wire.getUserParametersCount(),
                0,
                door.limits().userParameters());
        List<UserParameter> parameters = new ArrayList<>(wire.getUserParametersCount());
        for (org.larmor.proto.v1.UserParameter parameter : wire.getUserParametersList()) {
            parameters.add(new UserParameter(
                    door.text("name of a user parameter", parameter.getName()),
                    door.text("user parameter " + parameter.getName(), parameter.getValue())));
        }
        return parameters;
    }

    private static org.larmor.proto.v1.EncodedSpace write(EncodedSpace space) {
        return org.larmor.proto.v1.EncodedSpace.newBuilder()
                .setColumns(space.columns())
                .setRows(space.rows())
                .setPartitions(space.partitions())
                .setFieldOfViewMm(Vectors.write(space.fieldOfViewMm()))
                .build();
    }

    private static EncodedSpace space(
            Door door, String name, boolean told, org.larmor.proto.v1.EncodedSpace wire, int oversampling)
            throws WireException {
        door.require(told, "header without " + name + " matrix");
        int matrix = door.limits().matrix();
        return new EncodedSpace(
                door.range(name + " columns", wire.getColumns(), 1, oversampling * matrix),
                door.range(name + " rows", wire.getRows(), 1, matrix),
                door.range(name + " partitions", Math.max(1, wire.getPartitions()), 1, matrix),
                Vectors.read(door, name + " field of view", wire.getFieldOfViewMm()));
    }

    private static org.larmor.proto.v1.Trajectory write(Trajectory trajectory) {
        return switch (trajectory) {
            case CARTESIAN -> org.larmor.proto.v1.Trajectory.TRAJECTORY_CARTESIAN;
            case EPI -> org.larmor.proto.v1.Trajectory.TRAJECTORY_EPI;
            case RADIAL -> org.larmor.proto.v1.Trajectory.TRAJECTORY_RADIAL;
            case GOLDEN_ANGLE -> org.larmor.proto.v1.Trajectory.TRAJECTORY_GOLDEN_ANGLE;
            case SPIRAL -> org.larmor.proto.v1.Trajectory.TRAJECTORY_SPIRAL;
            case OTHER -> org.larmor.proto.v1.Trajectory.TRAJECTORY_OTHER;
        };
    }

    private static Trajectory trajectory(Door door, ScanStarted wire) throws WireException {
        return switch (wire.getTrajectory()) {
            case TRAJECTORY_CARTESIAN -> Trajectory.CARTESIAN;
            case TRAJECTORY_EPI -> Trajectory.EPI;
            case TRAJECTORY_RADIAL -> Trajectory.RADIAL;
            case TRAJECTORY_GOLDEN_ANGLE -> Trajectory.GOLDEN_ANGLE;
            case TRAJECTORY_SPIRAL -> Trajectory.SPIRAL;
            case TRAJECTORY_OTHER -> Trajectory.OTHER;
            case TRAJECTORY_UNSPECIFIED, UNRECOGNIZED ->
                throw door.refuse("trajectory " + wire.getTrajectoryValue() + " is not known");
        };
    }
}
