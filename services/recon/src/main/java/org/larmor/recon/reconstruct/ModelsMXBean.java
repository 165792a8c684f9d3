package org.larmor.recon.reconstruct;

import java.util.List;

/** {@link ModelsStatus} for whoever watches the process by JMX, under {@code org.larmor:type=Models}. */
public interface ModelsMXBean {
    List<String> getInUse();

    int getOnDevice();

    long getLoads();

    long getRefusals();

    List<String> getFaults();
}
