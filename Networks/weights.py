"""Reads weights out of pickles without running what else a pickle may ask for, and without PyTorch."""

import collections
import io
import pickle

import numpy as np

KINDS = {"FloatStorage": np.float32, "LongStorage": np.int64, "DoubleStorage": np.float64, "HalfStorage": np.float16}


class Storage:
    """Numbers whose bytes come at the file's end."""

    def __init__(self, kind, count):
        self.kind, self.count, self.values = kind, count, None


class Tensor:
    """A view of a storage."""

    def __init__(self, storage, offset, shape, strides, *_):
        self.storage, self.offset, self.shape, self.strides = storage, offset, shape, strides

    def array(self):
        values = self.storage.values[self.offset:]
        strides = [stride * values.itemsize for stride in self.strides]
        return np.lib.stride_tricks.as_strided(values, self.shape, strides).copy()


class TorchUnpickler(pickle.Unpickler):
    """Knows tensors, and nothing else."""

    def __init__(self, file):
        super().__init__(file, encoding="utf-8")
        self.storages = {}

    def find_class(self, module, name):
        if (module, name) == ("collections", "OrderedDict"):
            return collections.OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return Tensor
        if module == "torch" and name in KINDS:
            return name
        raise pickle.UnpicklingError(f"{module}.{name} has no place among weights")

    def persistent_load(self, identity):
        _, kind, key, _, count, *_ = identity
        return self.storages.setdefault(key, Storage(KINDS[kind], count))


def torch_state(file):
    """The arrays of a state dict that torch.save wrote before version 1.6: pickles, then the bytes of each storage."""
    for _ in range(3):  # a magic number, the format's version, the machine
        TorchUnpickler(file).load()
    unpickler = TorchUnpickler(file)
    tensors = unpickler.load()
    for key in TorchUnpickler(file).load():
        storage = unpickler.storages[key]
        count, = np.frombuffer(file.read(8), "<i8")
        if count != storage.count:
            raise pickle.UnpicklingError(f"storage {key} has {count} numbers instead of {storage.count}")
        storage.values = np.frombuffer(file.read(int(count) * np.dtype(storage.kind).itemsize), storage.kind)
    return {name: tensor.array() for name, tensor in tensors.items()}


class ArrayUnpickler(pickle.Unpickler):
    """Knows NumPy's arrays, and nothing else."""

    ALLOWED = {
        ("numpy", "ndarray"): np.ndarray, ("numpy", "dtype"): np.dtype,
        ("numpy.core.multiarray", "_reconstruct"): np._core.multiarray._reconstruct,
        ("numpy.core.multiarray", "scalar"): np._core.multiarray.scalar,
    }

    def find_class(self, module, name):
        if (module, name) not in self.ALLOWED:
            raise pickle.UnpicklingError(f"{module}.{name} has no place among weights")
        return self.ALLOWED[module, name]


def pickled_arrays(data):
    """The arrays in a pickle that Python 2 may have written."""
    return ArrayUnpickler(io.BytesIO(data), encoding="latin1").load()
