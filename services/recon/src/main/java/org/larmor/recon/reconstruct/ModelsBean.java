package org.larmor.recon.reconstruct;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.ObjectName;

/** Shows the models' status by JMX from when it is made until it is closed. */
final class ModelsBean implements ModelsMXBean, AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Supplier<ModelsStatus> status;
    private final ObjectName name;

    ModelsBean(Supplier<ModelsStatus> status) {
        this.status = status;
        try {
            this.name = new ObjectName("org.larmor:type=Models,service=" + NUMBER.incrementAndGet());
            ManagementFactory.getPlatformMBeanServer().registerMBean(this, name);
        } catch (JMException e) {
            throw new IllegalStateException("the models' status cannot be shown by JMX", e);
        }
    }

    @Override
    public List<String> getInUse() {
        return status.get().inUse();
    }

    @Override
    public int getOnDevice() {
        return status.get().onDevice();
    }

    @Override
    public long getLoads() {
        return status.get().loads();
    }

    @Override
    public long getRefusals() {
        return status.get().refusals();
    }

    @Override
    public List<String> getFaults() {
        return status.get().faults();
    }

    @Override
    public void close() {
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
        } catch (JMException e) {
            throw new IllegalStateException("the models' status was not shown by JMX", e);
        }
    }
}
