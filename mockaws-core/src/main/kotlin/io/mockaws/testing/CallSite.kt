package io.mockaws.testing

import org.objectweb.asm.ClassReader
import org.objectweb.asm.ClassVisitor
import org.objectweb.asm.Label
import org.objectweb.asm.MethodVisitor
import org.objectweb.asm.Opcodes

/** A place in the code, where [callee] is called. */
internal class CallSite(
    private val frame: StackWalker.StackFrame,
    private val callee: String,
) {
    /**
     * Whether this call and an earlier one at [start] are of one statement: on one line, or in a chain of calls over some,
     * `queue("paid")` on the first and `.messages()` on the next.
     */
    fun isInStatementOf(start: CallSite): Boolean =
        frame.className == start.frame.className && frame.methodName == start.frame.methodName &&
            frame.descriptor == start.frame.descriptor &&
            (isOnLineOf(start) || isInChainOf(start))

    private fun isOnLineOf(start: CallSite) = frame.lineNumber == start.frame.lineNumber && frame.lineNumber > 0

    /** False also where the class cannot be read, or is not as it was compiled. */
    private fun isInChainOf(start: CallSite): Boolean {
        if (start.frame.byteCodeIndex !in 0..<frame.byteCodeIndex) return false
        val type = frame.declaringClass
        val file = type.getResourceAsStream("${type.name.substringAfterLast('.')}.class") ?: return false
        val method = frame.methodName + frame.descriptor
        return file.use { Chain(it.readBytes(), start.instruction(), instruction()) }.isWholeIn(method)
    }

    private fun instruction() = Chain.Call(frame.byteCodeIndex, callee)
}

/** The instructions of a method from one call to another: a chain if nothing is kept, dropped or jumped over between them. */
private class Chain(
    file: ByteArray,
    private val first: Call,
    private val last: Call,
) : ClassReader(file) {
    /** A call of the method [name], [at] this many bytes from the method's start. */
    data class Call(
        val at: Int,
        val name: String,
    )

    private var offset = 0
    private var isOpen = false
    private var isWhole = false

    fun isWholeIn(method: String): Boolean {
        val methods =
            object : ClassVisitor(Opcodes.ASM9) {
                override fun visitMethod(
                    access: Int,
                    name: String,
                    descriptor: String,
                    signature: String?,
                    exceptions: Array<String>?,
                ): MethodVisitor? = if (name + descriptor == method) instructions() else null
            }
        accept(methods, SKIP_DEBUG or SKIP_FRAMES)
        return isWhole
    }

    override fun readBytecodeInstructionOffset(bytecodeOffset: Int) {
        offset = bytecodeOffset
    }

    private fun instructions() =
        object : MethodVisitor(Opcodes.ASM9) {
            override fun visitMethodInsn(
                opcode: Int,
                owner: String,
                name: String,
                descriptor: String,
                isInterface: Boolean,
            ) {
                when (Call(offset, name)) {
                    first -> isOpen = true
                    last -> isWhole = isOpen
                }
            }

            override fun visitInsn(opcode: Int) {
                if (opcode in ENDS) isOpen = false
            }

            override fun visitVarInsn(
                opcode: Int,
                varIndex: Int,
            ) {
                if (opcode in Opcodes.ISTORE..Opcodes.ASTORE) isOpen = false
            }

            override fun visitFieldInsn(
                opcode: Int,
                owner: String,
                name: String,
                descriptor: String,
            ) {
                if (opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC) isOpen = false
            }

            override fun visitJumpInsn(
                opcode: Int,
                label: Label,
            ) {
                isOpen = false
            }

            override fun visitTableSwitchInsn(
                min: Int,
                max: Int,
                dflt: Label,
                vararg labels: Label,
            ) {
                isOpen = false
            }

            override fun visitLookupSwitchInsn(
                dflt: Label,
                keys: IntArray,
                labels: Array<Label>,
            ) {
                isOpen = false
            }
        }

    private companion object {
        val ENDS = (Opcodes.IRETURN..Opcodes.RETURN) + Opcodes.ATHROW + Opcodes.POP + Opcodes.POP2
    }
}
