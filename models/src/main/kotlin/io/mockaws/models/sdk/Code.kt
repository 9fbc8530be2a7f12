package io.mockaws.models.sdk

import org.objectweb.asm.ClassReader
import org.objectweb.asm.ClassVisitor
import org.objectweb.asm.ClassWriter
import org.objectweb.asm.Handle
import org.objectweb.asm.MethodVisitor
import org.objectweb.asm.Opcodes
import org.objectweb.asm.Type

/** What a method's byte code does, as far as constants, fields and calls tell. */
internal class MethodCode(
    val name: String,
    val descriptor: String,
    val steps: List<Step>,
) {
    fun calls(method: String): Boolean = steps.any { it is Step.Call && it.name == method }

    fun reads(field: String): Boolean = steps.any { it is Step.Get && it.name == field }

    /** The string that is loaded next after the static field [field] is read. */
    fun textAfter(field: String): String? = textsAfter(field).firstOrNull()

    fun textsAfter(field: String): List<String> =
        steps.dropWhile { (it as? Step.Get)?.name != field }.filterIsInstance<Step.Text>().map { it.value }
}

internal sealed interface Step {
    data class Text(val value: String) : Step

    data class Number(val value: Int) : Step

    data class Get(val owner: String, val name: String) : Step

    data class Call(val owner: String, val name: String) : Step

    /** A lambda or a method reference is made: what it runs. */
    data class Lambda(val owner: String, val name: String) : Step
}

/** All methods of a class file. */
internal fun methodsOf(classFile: ByteArray): List<MethodCode> {
    val methods = ArrayList<MethodCode>()
    val visitor =
        object : ClassVisitor(Opcodes.ASM9) {
            override fun visitMethod(
                access: Int,
                name: String,
                descriptor: String,
                signature: String?,
                exceptions: Array<out String>?,
            ): MethodVisitor = Steps().also { methods += MethodCode(name, descriptor, it.steps) }
        }
    ClassReader(classFile).accept(visitor, ClassReader.SKIP_DEBUG or ClassReader.SKIP_FRAMES)
    return methods
}

private class Steps : MethodVisitor(Opcodes.ASM9) {
    val steps = ArrayList<Step>()

    override fun visitLdcInsn(value: Any) {
        if (value is String) steps += Step.Text(value)
        if (value is Int) steps += Step.Number(value)
    }

    override fun visitInsn(opcode: Int) {
        if (opcode in Opcodes.ICONST_0..Opcodes.ICONST_5) steps += Step.Number(opcode - Opcodes.ICONST_0)
    }

    override fun visitIntInsn(
        opcode: Int,
        operand: Int,
    ) {
        steps += Step.Number(operand)
    }

    override fun visitFieldInsn(
        opcode: Int,
        owner: String,
        name: String,
        descriptor: String,
    ) {
        if (opcode == Opcodes.GETSTATIC) steps += Step.Get(owner, name)
    }

    override fun visitMethodInsn(
        opcode: Int,
        owner: String,
        name: String,
        descriptor: String,
        isInterface: Boolean,
    ) {
        steps += Step.Call(owner, name)
    }

    override fun visitInvokeDynamicInsn(
        name: String,
        descriptor: String,
        bootstrap: Handle,
        vararg arguments: Any,
    ) {
        arguments.filterIsInstance<Handle>().mapTo(steps) { Step.Lambda(it.owner, it.name) }
    }
}

/**
 * A class file whose initializer makes no lambdas for getters and setters: each would be a class of its own, 340,000
 * in all, and nobody here reads or writes values. Where a trait is made of a lambda, they stay.
 */
internal fun withoutAccessors(classFile: ByteArray): ByteArray {
    val reader = ClassReader(classFile)
    if (reader.superName == "java/lang/Enum") return classFile
    val writer = ClassWriter(reader, 0)
    var keep = false
    val visitor =
        object : ClassVisitor(Opcodes.ASM9, writer) {
            override fun visitMethod(
                access: Int,
                name: String,
                descriptor: String,
                signature: String?,
                exceptions: Array<out String>?,
            ): MethodVisitor {
                val method = super.visitMethod(access, name, descriptor, signature, exceptions)
                return if (name in WITH_ACCESSORS) NoAccessors(method) { keep = true } else method
            }
        }
    reader.accept(visitor, 0)
    return if (keep) classFile else writer.toByteArray()
}

private class NoAccessors(
    method: MethodVisitor,
    private val onTrait: () -> Unit,
) : MethodVisitor(Opcodes.ASM9, method) {
    override fun visitMethodInsn(
        opcode: Int,
        owner: String,
        name: String,
        descriptor: String,
        isInterface: Boolean,
    ) {
        if (owner.endsWith("/XmlAttributesTrait")) onTrait()
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface)
    }

    override fun visitInvokeDynamicInsn(
        name: String,
        descriptor: String,
        bootstrap: Handle,
        vararg arguments: Any,
    ) {
        val isAccessor = descriptor.endsWith("Function;") || descriptor.endsWith("BiConsumer;")
        if (!isAccessor) return super.visitInvokeDynamicInsn(name, descriptor, bootstrap, *arguments)
        repeat(Type.getArgumentCount(descriptor)) { visitInsn(Opcodes.POP) }
        visitInsn(Opcodes.ACONST_NULL)
    }
}

private val WITH_ACCESSORS = setOf("<clinit>", "getter", "setter")
