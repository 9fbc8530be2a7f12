package io.mockaws.services.ec2.catalog

import io.mockaws.model.Models
import io.mockaws.model.ScalarModel
import io.mockaws.services.ec2.resource.Members

/** The types of instances that EC2 has. */
internal object InstanceTypes {
    /** Every name, in the order of AWS's model. */
    val names: Set<String> by lazy { (Models.service("ec2").shape("InstanceType") as ScalarModel).values.toSet() }

    fun isKnown(type: String): Boolean = type in names

    /** Cores, and threads for each; null where nobody knows. */
    fun cpuOptions(type: String): Members? = null
}
